import { Module } from '@nestjs/common';
import { MatchingModule } from '../matching/matching.module.js';
import { ComponentService } from './component.service.js';
import { InventoryService } from './inventory.service.js';
import { LayerThreads } from './layer-threads.js';
import { LayerService } from './layer.service.js';
import { RootfsService } from './rootfs.service.js';

@Module({
  imports: [MatchingModule],
  providers: [ComponentService, InventoryService, LayerService, LayerThreads, RootfsService],
  exports: [ComponentService, InventoryService, LayerService, RootfsService],
})
export class InventoryModule {}
