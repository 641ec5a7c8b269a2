import { Module } from '@nestjs/common';
import { TargetModule } from '../targets/target.module.js';
import { ScanController } from './scan.controller.js';
import { ScanModule } from './scan.module.js';
import { ScanResolver } from './scan.resolver.js';

@Module({ imports: [ScanModule, TargetModule], controllers: [ScanController], providers: [ScanResolver] })
export class ScanApiModule {}
