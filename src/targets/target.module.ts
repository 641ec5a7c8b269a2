import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { BaseImageService } from './base-image.service.js';
import { SnapshotService } from './snapshot.service.js';
import { TargetService } from './target.service.js';

@Module({
  imports: [InventoryModule],
  providers: [BaseImageService, SnapshotService, TargetService],
  exports: [BaseImageService, SnapshotService, TargetService],
})
export class TargetModule {}
