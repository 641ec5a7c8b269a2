import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { BaseImageService } from './base-image.service.js';
import { BoundTargets } from './bound-targets.service.js';
import { HostContainerStore } from './host-container-store.service.js';
import { HostContainers } from './host-container.service.js';
import { NamedImages } from './named-images.service.js';
import { RepositoryService } from './repository.service.js';
import { SnapshotService } from './snapshot.service.js';
import { TargetLabelService } from './target-labels.service.js';
import { TargetService } from './target.service.js';

@Module({
  imports: [AuditModule, InventoryModule],
  providers: [
    BaseImageService,
    BoundTargets,
    HostContainers,
    HostContainerStore,
    NamedImages,
    RepositoryService,
    SnapshotService,
    TargetLabelService,
    TargetService,
  ],
  exports: [
    BaseImageService,
    BoundTargets,
    HostContainers,
    NamedImages,
    RepositoryService,
    SnapshotService,
    TargetLabelService,
    TargetService,
  ],
})
export class TargetModule {}
