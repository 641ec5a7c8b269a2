import { floorOf } from './floor.js';

/**
 * The floor of one archive, once, in a process that holds nothing else: in one that holds more, collecting garbage takes
 * a tenth longer. Prints the seconds.
 */
const [archive] = process.argv.slice(2);
if (archive === undefined) throw new Error('Say which archive');
const floor = await floorOf(archive);
console.log(await floor());
