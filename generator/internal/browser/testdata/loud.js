console.error("said", 7, {a: 1});
throw new Error("thrown on purpose");
