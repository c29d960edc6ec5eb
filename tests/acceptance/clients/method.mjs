// Makes an object of a class and calls a method of it; prints what it hands back, or what it throws, and then some
// properties of the object: method.mjs MODULE CLASS OPTIONS METHOD ARGUMENTS PROPERTIES
const [module, kind, options, method, given, names] = process.argv.slice(2);
const made = new (await import(module))[kind](JSON.parse(options));
let said;
try {
  said = { value: await made[method](...JSON.parse(given)) };
} catch (error) {
  said = { error: error.message };
}
for (const name of JSON.parse(names)) {
  said[name] = typeof made[name] === "function" ? made[name]() : made[name];
}
process.stdout.write(JSON.stringify(said));
process.exit();
