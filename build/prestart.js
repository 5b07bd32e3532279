// `npm start` begins here: plain Node, because nothing may be installed yet.
import { ensurePackages } from './packages.js';

ensurePackages();
