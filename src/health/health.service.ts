import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../platform/errors/app-error.js';

/** Whether this process can do its work. */
@Injectable()
export class HealthService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws AppError `not-ready` when the database does not answer. */
  async ensureReady(): Promise<void> {
    try {
      await this.dataSource.query('SELECT 1');
    } catch (error) {
      throw new AppError('not-ready', 'The database does not answer.', {}, { cause: error });
    }
  }
}
