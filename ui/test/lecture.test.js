import assert from "node:assert/strict";
import test from "node:test";
import { lecturePage } from "../src/pure/lecture-page.js";
import { fileStem, splitWords, tourFile } from "../src/pure/lecture-toml.js";
import { decode, encode, mended, plain, sumOf } from "../src/pure/lecture-link.js";
import {
  moved,
  newStep,
  placeAt,
  readLecture,
  tidyView,
  wordsIn,
  written,
} from "../src/pure/lecture-steps.js";

const LECTURE = {
  v: 1,
  title: "Kars’a giden yol — Дорога в Карс 🚂",
  lang: "tr",
  steps: Array.from({ length: 12 }, (_, i) => ({
    show: "events/e" + i,
    text: "Cümle " + i + ' "tırnak" \\ ve ğüşiöç',
    notes: "Not\nsatır " + "uzun ".repeat(i * 5),
    view: [40.1, 39, 46.25, 42.5],
  })),
};
const RULES = { lang: "en", most: 40 };
/** Written by the first version that wrote links; it is read by every later one. */
const FIRST =
  "1z.lxbwz5.q1YqU7Iy1FEqySzJSVWyUnJKzD6yUUlHKScxL13JSik1T0lHqbgktaBYySq6Wqk4I78cJFqWmldSrJ-oVKuDLpakpKNUklpRomSl5J-X-qhhZrFCfnmenlJtbC0A";

test("link_of_a_lecture_gives_it_back_in_both_forms", async () => {
  for (const code of [await encode(LECTURE), await encode(LECTURE, false), plain(LECTURE)]) {
    assert.match(code, /^1[zj]\.[\w-]+\.[\w-]+$/);
    assert.deepEqual(await decode(code), { lecture: LECTURE, fault: "" });
  }
  assert.ok((await encode(LECTURE)).length < plain(LECTURE).length / 2);
});

test("link_that_is_cut_is_read_as_far_as_it_goes", async () => {
  // What is deflated has its table of letters in front: of a short link little is left.
  const codes = [
    { code: await encode(LECTURE), shares: [0.95, 0.85] },
    { code: plain(LECTURE), shares: [0.95, 0.8, 0.6, 0.4] },
  ];
  for (const { code, shares } of codes) {
    let before = LECTURE.steps.length;
    for (const share of shares) {
      const { lecture, fault } = await decode(code.slice(0, Math.floor(code.length * share)));
      assert.equal(fault, "cut", code.slice(0, 3) + share);
      assert.equal(lecture.title, LECTURE.title);
      assert.ok(lecture.steps.length >= 1 && lecture.steps.length <= before);
      before = lecture.steps.length;
      const whole = lecture.steps.slice(0, -1);
      assert.deepEqual(whole, LECTURE.steps.slice(0, whole.length));
    }
  }
});

test("link_that_is_no_lecture_is_named_as_what_it_is", async () => {
  const code = plain(LECTURE);
  for (const bad of ["", "x", "events/kars", "1z", "1z.a.", "1z.a.!!!"]) {
    assert.deepEqual(await decode(bad), { lecture: null, fault: "none" }, bad);
  }
  assert.equal((await decode("9" + code.slice(1))).fault, "form");
  const other = plain({ ...LECTURE, title: "Anderes" });
  const mixed = code.slice(0, code.indexOf(".", 3)) + other.slice(other.indexOf(".", 3));
  assert.deepEqual(await decode(mixed), { lecture: { ...LECTURE, title: "Anderes" }, fault: "changed" });
  // What a mail program hangs on to it is no part of it.
  assert.equal((await decode(code + ").")).fault, "");
});

test("link_of_the_first_version_is_read", async () => {
  const { lecture, fault } = await decode(FIRST);
  assert.equal(fault, "");
  assert.equal(lecture.v, 1);
  assert.equal(readLecture(lecture, RULES).lecture.steps.length, 2);
});

test("text_that_breaks_off_is_closed", () => {
  assert.deepEqual(mended('{"a": [1, {"b": "x\\"y'), { a: [1, { b: 'x"y' }] });
  assert.deepEqual(mended('{"a": 1, "b'), { a: 1 });
  assert.equal(mended(""), null);
  assert.equal(sumOf("a") === sumOf("b"), false);
});

test("lecture_takes_of_a_link_what_can_be_used", () => {
  const { lecture, lost } = readLecture(
    {
      title: 7,
      steps: [{ show: "events/a", view: [1, 2, 3], text: 5, mode: "difference" }, {}, null, { show: "" }],
    },
    RULES,
  );
  assert.equal(lost, 3);
  assert.deepEqual(written(lecture), {
    v: 1, title: "", lang: "en", steps: [{ show: "events/a", mode: "difference" }],
  }); // prettier-ignore
  assert.equal(readLecture({ steps: LECTURE.steps }, { lang: "en", most: 5 }).lost, 7);
  for (const bad of [null, 3, "x", [], { steps: "x" }])
    assert.equal(readLecture(bad, RULES).lecture.steps.length, 0);
});

test("step_is_moved_to_its_place_and_no_further", () => {
  const steps = ["a", "b", "c"].map((show) => newStep({ show }));
  const order = (/** @type {typeof steps} */ list) => list.map(({ show }) => show).join("");
  assert.equal(order(moved(steps, steps[0].id, 2)), "bca");
  assert.equal(order(moved(steps, steps[2].id, 0)), "cab");
  assert.equal(moved(steps, steps[0].id, -1), steps);
  assert.equal(moved(steps, steps[2].id, 9), steps);
  assert.equal(moved(steps, -5, 0), steps);
  const boxes = [0, 100, 200].map((top) => ({ top, height: 100 }));
  assert.deepEqual(
    [-5, 60, 149, 151, 900].map((y) => placeAt(y, boxes)),
    [0, 1, 1, 2, 3],
  );
});

test("view_lies_within_the_world_and_words_are_counted", () => {
  assert.deepEqual(tidyView([40.123456, 39, 46, 42]), [40.1235, 39, 46, 42]);
  assert.deepEqual(tidyView([170, -10, 190, 10]), [170, -10, -170, 10]);
  assert.deepEqual(tidyView([-400, -89, 400, 89]), [-180, -89, 180, 89]);
  assert.equal(wordsIn("  bir  iki\nüç "), 3);
  assert.equal(wordsIn("   "), 0);
});

test("tour_of_a_lecture_is_written_as_an_atlas_reads_it", () => {
  const steps = [
    {
      heading: '“A” "b"',
      paragraph: "One\nline \\ \u007f",
      notes: "",
      cites: ["x", "y"],
      view: [40, 39.5, 46, 42],
      shows: { event: "a", until: undefined, places: ["p"] },
    },
  ];
  const text = tourFile({ title: "T", subtitle: "S", lang: "pt-BR", steps });
  assert.equal(
    text,
    'title = {"pt-BR" = "T"}\nsubtitle = {"pt-BR" = "S"}\nsources = [{"source" = "x"}, {"source" = "y"}]\n\n' +
      '[[steps]]\nheading = {"pt-BR" = "“A” \\"b\\""}\nparagraph = {"pt-BR" = "One\\nline \\\\ "}\n' +
      'cites = [{"source" = "x"}, {"source" = "y"}]\nevent = "a"\nplaces = ["p"]\nview = [40.0, 39.5, 46.0, 42.0]\n',
  );
  assert.deepEqual(["Kars’a, Iğdır", "", "events", "Дорога"].map(fileStem), [
    "kars-a-igdir",
    "",
    "lecture-events",
    "",
  ]);
  assert.deepEqual(splitWords("a b c d", 3), { paragraph: "a b …", rest: "a b c d" });
  assert.deepEqual(splitWords(" a b ", 3), { paragraph: "a b", rest: "" });
});

test("page_of_a_lecture_takes_words_as_text", () => {
  const step = { heading: '<b>"A" & B</b>', when: "", paragraph: "</style><script>x</script>", notes: "n" };
  const page = lecturePage({ title: "T<", lang: "tr", steps: [{ ...step, frame: 'a.html?x="&y' }] });
  assert.ok(
    page.includes('<iframe src="a.html?x=&quot;&amp;y" title="&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;">'),
  );
  assert.ok(page.includes("<p>&lt;/style&gt;&lt;script&gt;x&lt;/script&gt;</p>\n<blockquote>n</blockquote>"));
  assert.ok(!page.includes("<p></p>"));
});
