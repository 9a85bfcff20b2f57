package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
)

// TestHappened reads the codes in wire's source, so that none that is added there goes without words here.
func TestHappened(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "../../shared/wire/watch.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	codes := 0
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Happened") {
			return true
		}
		code, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		codes++
		if _, ok := Happened[code]; !ok && code != wire.HappenedOther {
			t.Errorf("%s: no words", code)
		}
		return true
	})
	if codes < 20 {
		t.Fatalf("%d codes: the test does not see them any more", codes)
	}
	for code := range happenedBriefly {
		if _, ok := Happened[code]; !ok {
			t.Errorf("%s: brief words only", code)
		}
	}
	for _, r := range []string{"completed", "expired", order.UserLeft.String(), order.NodeUnreachable.String(), order.NodeMaintenance.String(), order.OutOfCapacity.String(), order.TermsBroken.String(), order.Other.String()} {
		if _, ok := endReasons[r]; !ok {
			t.Errorf("ended, %s: no words", r)
		}
	}
	figure := regexp.MustCompile(`\{[a-z]+\}`)
	for code, x := range Happened {
		en, zh := figure.FindAllString(x.EN, -1), figure.FindAllString(x.ZH, -1)
		slices.Sort(en)
		slices.Sort(zh)
		if !slices.Equal(en, zh) {
			t.Errorf("%s: %v in English, %v in Chinese", code, en, zh)
		}
	}
}

func TestHappening(t *testing.T) {
	en, zh := In(EN), In(ZH)
	for _, c := range []struct {
		name   string
		h      wire.Happening
		en, zh string
	}{
		{"figures", wire.Happening{Code: wire.HappenedRolledBack, Figures: map[string]string{"revision": "4", "from": "2"}},
			"Went back to version 2, as version 4.", "回到版本 2，成为版本 4。"},
		{"service", wire.Happening{Code: wire.HappenedReady, Service: "web"}, "web answers.", "web 已就绪。"},
		{"seconds", wire.Happening{Code: wire.HappenedCrashLoop, Figures: map[string]string{"pause": "40"}},
			"It ends again and again; the next start is in 40 seconds. The logs say why.", "进程反复退出，40 秒后再次启动。原因请看日志。"},
		{"probe", wire.Happening{Code: wire.HappenedUnhealthy, Figures: map[string]string{"probe": "liveness", "why": "status 500"}},
			"The liveness check failed: status 500", "存活检查未通过：status 500"},
		{"braces in a figure", wire.Happening{Code: wire.HappenedNoDisk, Figures: map[string]string{"why": "{why}"}}, "The disk cannot be had: {why}", "无法取得磁盘：{why}"},
		{"a pull", wire.Happening{Code: wire.HappenedFetched, Figures: map[string]string{"image": "nginx", "took": "40", "sizeMiB": "1536"}},
			"The image nginx was fetched: 1.5 GiB in 40 seconds.", "镜像 nginx 已拉取：1.5 GiB，用时40 秒。"},
		{"a figure is missing", wire.Happening{Code: wire.HappenedPulled, Text: "image pulled"}, "The image is there.", "镜像已就位。"},
		{"one that nothing can be said without", wire.Happening{Code: wire.HappenedNoDisk, Text: "no disk"}, "no disk", "no disk"},
		{"an end", wire.Happening{Code: wire.HappenedEnded, Figures: map[string]string{"reason": "user-left"}}, "The order ended: it was not needed any more.", "订单已结束：不再需要。"},
		{"other", wire.Happening{Code: wire.HappenedOther, Text: "something else"}, "something else", "something else"},
		{"unknown", wire.Happening{Code: "brand-new", Text: "brand new"}, "brand new", "brand new"},
	} {
		if got := en.Happening(c.h); got != c.en {
			t.Errorf("%s: got %q, want %q", c.name, got, c.en)
		}
		if got := zh.Happening(c.h); got != c.zh {
			t.Errorf("%s: got %q, want %q", c.name, got, c.zh)
		}
	}
}

// TestBraces ends whatever a value has in it.
func TestBraces(t *testing.T) {
	for in, want := range map[string]string{"a {x} b {x}": "a {x}{ b {x}{", "no": "no", "{": "{", "{x": "{x", "}{x}": "}{x}{", "": ""} {
		if got := braces(in, func(string) string { return "{x}{" }); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestDay(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.Local)
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{now.Add(-time.Hour), "Today"}, {now.Add(-13 * time.Hour), "Yesterday"}, {now.AddDate(0, 0, -2), "27 Feb 2026"},
	} {
		if got := In(EN).Day(c.at, now); got != c.want {
			t.Errorf("%v: got %s, want %s", c.at, got, c.want)
		}
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[uint64]string{0: "0 B", 1023: "1023 B", 1536: "1.5 KiB", 20 << 20: "20 MiB", 3 << 30: "3 GiB"} {
		if got := In(EN).Bytes(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
