import { Resolver } from '@nestjs/graphql';
import type { Args } from '../contracts/kit/operation.js';
import { receiptGraphql as api } from '../contracts/receipt.contract.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { ReceiptRecords } from '../receipts/receipt-records.service.js';

@Resolver()
export class ReceiptResolver {
  constructor(private readonly receipts: ReceiptRecords) {}

  @Handles(api.receipt)
  async receipt({ id }: Args<typeof api.receipt>) {
    const receipt = await this.receipts.find(id);
    return receipt && this.receipts.show(receipt);
  }
}
