import { verify } from '../index.js';
import { define, OpenBadge } from './element.js';

export { OpenBadge, type BadgeEventMap, type BadgeVerifier, type Explanations, type Language } from './element.js';

OpenBadge.verifier = verify;
define();
