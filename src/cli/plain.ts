/** Imported first: libraries decide on colours when they are loaded, and some take CI for a terminal. */
if (!process.stdout.isTTY && !process.stderr.isTTY) process.env.NO_COLOR ??= '1';
