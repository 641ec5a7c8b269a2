import { Module } from '@nestjs/common';
import { MatchingModule } from '../matching/matching.module.js';
import { ComponentService } from './component.service.js';
import { InventoryService } from './inventory.service.js';
import { LayerService } from './layer.service.js';
import { RootfsService } from './rootfs.service.js';

@Module({
  imports: [MatchingModule],
  providers: [ComponentService, InventoryService, LayerService, RootfsService],
  exports: [ComponentService, InventoryService, LayerService, RootfsService],
})
export class InventoryModule {}
