document.documentElement.dataset.script = "ran";
document.getElementById("button").addEventListener("click", function () {
  var count = document.getElementById("count");
  count.textContent = String(Number(count.textContent) + 1);
});
