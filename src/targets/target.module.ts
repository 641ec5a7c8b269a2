import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { SnapshotService } from './snapshot.service.js';
import { TargetService } from './target.service.js';

@Module({
  imports: [InventoryModule],
  providers: [SnapshotService, TargetService],
  exports: [SnapshotService, TargetService],
})
export class TargetModule {}
