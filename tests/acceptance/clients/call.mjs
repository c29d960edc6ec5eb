// Calls a function of a module and prints what it hands back, or what it throws: call.mjs MODULE FUNCTION ARGUMENTS
const [module, name, given] = process.argv.slice(2);
const called = (await import(module))[name];
let said;
try {
  said = { value: await called(...JSON.parse(given)) };
} catch (error) {
  said = { error: error.message };
}
process.stdout.write(JSON.stringify(said));
process.exit();
