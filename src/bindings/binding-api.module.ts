import { Module } from '@nestjs/common';
import { BindingController } from './binding.controller.js';
import { BindingModule } from './binding.module.js';
import { BindingResolver } from './binding.resolver.js';

@Module({ imports: [BindingModule], controllers: [BindingController], providers: [BindingResolver] })
export class BindingApiModule {}
