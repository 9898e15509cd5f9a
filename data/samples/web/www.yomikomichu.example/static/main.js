document.getElementById("root").innerHTML =
  "<h1>株式会社よみこみ中企画</h1><p>東京都渋谷区読込町1-101</p><p>TEL 03-5550-1101</p>";
