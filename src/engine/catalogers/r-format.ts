import type { LanguageFormat } from './language-component.js';

/** What R's packages have in common, of each of the places that they come from. */
export const cranFormat: LanguageFormat = { ecosystem: 'CRAN', purlType: 'cran' };
export const bioconductorFormat: LanguageFormat = { ecosystem: 'Bioconductor', purlType: 'bioconductor' };
