/** The word that stands for the machine that the command runs on. A file or folder of that name is `./host`. */
export const thisHost = 'host';
