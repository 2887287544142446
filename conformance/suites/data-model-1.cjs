// Writes `config.json` in the checkout of the suite of version 1.1, with the suite's own keys:
//   node …/data-model-1.cjs …/contract
const fs = require('node:fs');

const command = `${process.argv[2]} data-model-1`;
const example = JSON.parse(fs.readFileSync('config.json.jwt.example', 'utf8'));
const config = {...example, generator: command, presentationGenerator: command, generatorOptions: ' '};
fs.writeFileSync('config.json', JSON.stringify(config, null, 2));
