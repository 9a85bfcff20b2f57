package phrase

import (
	"strconv"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	words := Words{
		"waits for %s to run": "正在等待 %s 运行", "%v, which has failed so far": "%v，而它失败了", "getting %s": "正在获取 %s", "before it, %s: %v": "在它之前，%s：%v",
		"%v: %d MiB": "%[1]v：共 %[2]d MiB", "%v, and %v": "%v，并且%v", "not enough CPU": "CPU 不足", "not enough memory": "内存不足", "runs": "正在运行",
		"it ended with exit code %d": "以退出码 %d 结束", "%v; its last lines: %s": "%v；最后的输出：%s", "100 %% of %s": "%s 的 100%%",
	}
	for in, want := range map[Text]string{
		Form("waits for %s to run").Text("db"):                                          "正在等待 db 运行",
		Form("%v, which has failed so far").Text(Form("waits for %s to run").Text("a")): "正在等待 a 运行，而它失败了",
		"before it, init: getting nginx:1.31: 480 MiB":                                  "在它之前，init：正在获取 nginx:1.31：共 480 MiB",
		"not enough CPU, and not enough memory":                                         "CPU 不足，并且内存不足",
		"it ended with exit code 1; its last lines: runs | getting x":                   "以退出码 1 结束；最后的输出：runs | getting x",
		"100 % of it":                          "it 的 100%",
		"runs":                                 "正在运行",
		"":                                     "",
		"what others say, and what not: 3 MiB": "what others say, and what not: 3 MiB",
		"another's words":                      "another's words",
	} {
		if got := words.Reader().Read(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestReadIsBounded: a text that can be taken apart in very many ways is given up, not worked at for minutes.
func TestReadIsBounded(t *testing.T) {
	words := Words{
		"%v, and %v": "%v，并且%v", "%v; its last lines: %s": "%v；最后的输出：%s", "%v, which has failed so far": "%v，而它失败了", "again %v": "又 %v", "again %v far": "又 %v 远",
		"%v; and then %v": "%v；然后%v",
	}
	one := "again again a, and b; its last lines: c; and then d, which has failed so far far"
	hard := strings.Repeat(one+", and ", 12) + one
	r, left := words.Reader(), mostIn
	r.read(hard, deepest, &left)
	if left >= 0 {
		t.Errorf("the text is not hard: %d looks were left", left)
	}
	if long := strings.Repeat("again ", longest); r.Read(Text(long)) != long {
		t.Error("a text that nothing says is so long was read")
	}
}

// BenchmarkRead is a text of the usual length, with as many forms as there are.
func BenchmarkRead(b *testing.B) {
	words := Words{"%v, and %v": "%v，并且%v", "not enough %s": "%s 不足"}
	for i := range 700 {
		words[Form("sentence "+strconv.Itoa(i)+" of %s")] = "%s"
	}
	r := words.Reader()
	for b.Loop() {
		r.Read("not enough CPU, and not enough memory")
	}
}

// FuzzRead: whatever a server sends is read without a panic, in a bounded time, and what no form says is given back as it is.
func FuzzRead(f *testing.F) {
	words := Words{"%v, and %v": "%v，并且%v", "%v: %d MiB": "%v：%d MiB", "a %v b %v c": "%[2]v%[1]v", "x": "y"}
	f.Add("a a x b x c b x, and x c, and x: 3 MiB")
	f.Add("%v: %d MiB")
	f.Fuzz(func(t *testing.T, s string) {
		got := words.Reader().Read(Text(s))
		if Words(nil).Reader().Read(Text(s)) != s || len(got) > 64*(len(s)+1) {
			t.Errorf("%q became %q", s, got)
		}
	})
}
