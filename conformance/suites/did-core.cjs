// Gives the suite of DID Core what `contract did-core` printed, as the file that ACCOLADE_DID_CORE names, instead of its own list.
global.systemSuiteConfig = require(process.env.ACCOLADE_DID_CORE);
