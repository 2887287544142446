//! Open Badges 3.0 and the VC data model as typed views and numbered rules over strict JSON.
