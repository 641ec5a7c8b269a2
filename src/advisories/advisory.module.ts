import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { EventModule } from '../events/event.module.js';
import { ExemptionRulesModule } from '../exemptions/exemption-rules.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { PolicyModule } from '../policies/policy.module.js';
import { TargetModule } from '../targets/target.module.js';
import { AdvisoryDatabaseModule } from './advisory-database.module.js';
import { AdvisoryService } from './advisory.service.js';
import { AdvisoryStore } from './advisory-store.service.js';
import { FeedImports } from './feed-imports.service.js';
import { FeedRecords } from './feed-records.service.js';
import { RefreshHandler } from './refresh.handler.js';
import { RefreshService } from './refresh.service.js';
import { ImporterService } from './importer.service.js';
import { ImportHandler } from './import.handler.js';
import { ImportIntake } from './import-intake.service.js';
import { PredictionStore } from './prediction-store.service.js';
import { ImportRecords } from './import-records.service.js';

@Module({
  imports: [
    AuditModule,
    EventModule,
    ExemptionRulesModule,
    InventoryModule,
    MatchingModule,
    PolicyModule,
    TargetModule,
    AdvisoryDatabaseModule,
  ],
  providers: [
    AdvisoryService,
    AdvisoryStore,
    FeedImports,
    FeedRecords,
    ImporterService,
    ImportHandler,
    ImportIntake,
    ImportRecords,
    PredictionStore,
    RefreshHandler,
    RefreshService,
  ],
  exports: [
    AdvisoryService,
    FeedRecords,
    ImportHandler,
    ImportIntake,
    ImportRecords,
    RefreshHandler,
    RefreshService,
  ],
})
export class AdvisoryModule {}
