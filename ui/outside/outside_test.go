package outside

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"berth/shared/attacktest"
	"berth/shared/wire"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		"plain 世界 é 🚢 ❤️":                 "plain 世界 é 🚢 ❤️",
		"a\tb\nc\r\nd":                    "a\tb\nc\nd",
		"a\rb":                            "a⟨CR⟩b",
		"\x1b[31m\x00\x7f":                "⟨ESC⟩[31m⟨NUL⟩⟨DEL⟩",
		"gnp.\u202etxt":                   "gnp.⟨U+202E⟩txt",
		"a\u200bb\u00adc\ufeff":           "a⟨U+200B⟩b⟨U+00AD⟩c⟨U+FEFF⟩",
		"x\u0085y\u009bz":                 "x⟨U+0085⟩y⟨U+009B⟩z",
		"t\U000e0041g":                    "t⟨U+E0041⟩g",
		"bad\xff":                         "bad⟨0xFF⟩",
		"real \ufffd":                     "real \ufffd",
		"e\u0301\u0302":                   "e\u0301\u0302",
		"\u3164\u115f":                    "⟨U+3164⟩⟨U+115F⟩",
		"全\u3000角":                        "全\u3000角",
		"z" + strings.Repeat("\u0316", 8): "z" + strings.Repeat("\u0316", 6) + "⟨U+0316⟩⟨U+0316⟩",
	} {
		if got := Text(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("gnp.\u202etxt\r\n\x1b")
	f.Fuzz(func(t *testing.T, s string) {
		got := Text(s)
		for i, r := range got {
			if _, n := utf8.DecodeRuneInString(got[i:]); Odd(r, n) {
				t.Errorf("%q: %U is left in %q", s, r, got)
			}
		}
		if again := Text(got); again != got {
			t.Errorf("%q: %q the first time, %q the second", s, got, again)
		}
	})
}

func TestLink(t *testing.T) {
	for _, c := range []struct{ in, out, here string }{ // what comes of it on the net, and on this machine
		{"/", "/", "/"},
		{"/orders/7?tab=logs#x", "/orders/7?tab=logs#x", "/orders/7?tab=logs#x"},
		{"#main", "#main", "#main"},
		{"https://scan.example/tx/0x1", "https://scan.example/tx/0x1", "https://scan.example/tx/0x1"},
		{"https://Scan.Example:443", "https://scan.example", "https://scan.example"},
		{"https://scan.example:8443/a?b=c", "https://scan.example:8443/a?b=c", "https://scan.example:8443/a?b=c"},
		{"https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"},
		{"http://n1.localhost:9101/x", "", "http://n1.localhost:9101/x"},
		{"http://localhost:8545", "", "http://localhost:8545"},
		{"http://127.0.0.1:8545", "", "http://127.0.0.1:8545"},
	} {
		for place, want := range map[Place]string{{}: c.out, {Local: true}: c.here} {
			u, ok := place.Link(c.in)
			if ok != (want != "") || ok && (u.String() != want || u.Foreign() == (want[0] == '/' || want[0] == '#')) {
				t.Errorf("%+v, %s: got %q, %v", place, c.in, u, ok)
			}
		}
	}
	if u, ok := (Place{}).Socket("wss://n1.example/v1/shell"); !ok || u.String() != "wss://n1.example/v1/shell" {
		t.Errorf("a socket: %q, %v", u, ok)
	}
	if u, ok := (Place{}).Under("https://n1.example:8443", "https://web-7.n1.example:8443/x?berth_ticket=1"); !ok || u.String() != "https://web-7.n1.example:8443/x?berth_ticket=1" {
		t.Errorf("a service: %q, %v", u, ok)
	}
	if _, ok := Image("data:image/png;base64,iVBORw0KGgo="); !ok {
		t.Error("an image is refused")
	}
}

// evil are addresses that lead elsewhere, or make a browser do something.
var evil = []string{
	"javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "java\rscript:alert(1)", "\x01javascript:alert(1)", " javascript:alert(1)",
	"\u00a0javascript:alert(1)", "javascript://https://n1.example/%0aalert(1)", "javascript&colon;alert(1)", "data:text/html,<script>alert(1)</script>", "DATA:text/html,x", "blob:https://n1.example/x",
	"vbscript:x", "filesystem:https://n1.example/x", "file:///etc/passwd", "about:blank", "view-source:https://n1.example", "intent://x#Intent;end", "mailto:a@b.example", "tel:1", "ftp://n1.example/",
	"ws://n1.example", "wss://n1.example", "chrome://settings", "//evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "///evil.example", "/\t/evil.example", "/\n/evil.example",
	"https:/\\evil.example", "https:\\\\evil.example", "https:evil.example", "https:///evil.example", "https:////evil.example", "https://evil.example\\@n1.example", "https://n1.example\\.evil.example",
	"https://n1.example@evil.example", "https://n1.example:443@evil.example", "https://user:pw@n1.example", "https://@n1.example", "https://:@n1.example", "https://n1.example%2eevil.example", "https://n1.example%00.evil.example",
	"https://n1.example。evil.example", "https://n1．example", "https://n1。example", "https://n1。example", "https://ｎ1.example", "https://n1.examplе", "https://n1.example.", "https://n1.example..", "https://.n1.example",
	"https://n1..example", "https://-n1.example", "https://n1.example:", "https://n1.example:0", "https://n1.example:99999", "https://n1.example:0443", "https://n1.example:+443", "https://n1.example: 443",
	"https://n1.example:443:443", "https://[::1]", "https://[::ffff:127.0.0.1]/", "https://127.0.0.1", "https://2130706433", "https://0x7f000001", "https://0177.0.0.1", "https://127.1", "https://127.0.0.1.",
	"https://10.0.0.1", "https://192.168.1.1", "https://169.254.169.254/latest/meta-data", "https://1.2.3.4.5", "https://n1.example.0x7f", "https://localhost", "https://x.localhost", "https://LOCALHOST", "http://n1.example",
	"HTTP://n1.example", "http://x.localhost.evil.example", "https://router", "https://", "https://#", "https://?", "https:// n1.example", "https://n1.example /", "https://n1.example/\u202egpj", "https://n1.example/<script>",
	"https://n1.example/\"onclick=", "https://n1.example/\x00", "https://n1_example.example", "https://" + strings.Repeat("a", 64) + ".example", "https://" + strings.Repeat("a.", 130) + "example", "",
	"https://n1.example/" + strings.Repeat("x", maxURL), "orders/7", "?x", ".", "..", "../x", "C:\\x", "https", "https:", "HTTPS://n1.example", "hTTps://n1.example", "http s://n1.example", "https\u200b://n1.example",
}

// others are sites that are not the gateway https://n1.example, though their addresses are good ones.
var others = []string{
	"https://evil.example", "https://n1.example.evil.example", "https://xn1.example", "https://evil-n1.example", "https://example", "https://n2.example", "https://n1.example:8443", "https://web-7.n1.example:444", "https://n1.examples",
	"https://web-7.n2.example", "https://xn--n1-example.example",
}

// TestAttackAddresses has others name addresses that lead elsewhere.
func TestAttackAddresses(t *testing.T) {
	a := attacktest.Begin(t, "an address from outside leads where it must not")
	const gateway = "https://n1.example"
	place := Place{}
	for _, s := range evil {
		u, ok := place.Link(s)
		a.Tried(ok, "link %q is %q", s, u)
		u, ok = place.Under(gateway, s)
		a.Tried(ok, "a gateway's %q is %q", s, u)
		u, ok = place.Under(s, "https://n1.example/x")
		a.Tried(ok, "%q is a gateway: %q", s, u)
		u, ok = place.Socket(s)
		a.Tried(ok && s != "wss://n1.example", "socket %q is %q", s, u)
		u, ok = Image(s)
		a.Tried(ok, "image %q is %q", s, u)
		// On this machine as little, but for this machine.
		u, ok = Place{Local: true}.Link(s)
		here := strings.Contains(strings.ToLower(u.String()), "localhost") || strings.HasPrefix(u.String(), "https://127.0.0.1")
		a.Tried(ok && !here, "in the demo: link %q is %q", s, u)
	}
	for _, s := range others {
		u, ok := place.Under(gateway, s)
		a.Tried(ok, "a gateway's %q is %q", s, u)
		u, ok = place.Under(gateway, s+"/x?"+gateway)
		a.Tried(ok, "a gateway's %q is %q", s, u)
	}
	for _, s := range []string{"data:text/html,x", "data:image/svg+xml;base64", "data:image/x-evil,x", "data:,image/png,", "https://n1.example/x.png", "data:image/png\t,x", " data:image/png,x", "data:image/png," + strings.Repeat("x", maxImage)} {
		u, ok := Image(s)
		a.Tried(ok, "image %q is %.50q", s, u)
	}
}

// TestAttackText has others write what is seen as something else than it is.
func TestAttackText(t *testing.T) {
	a := attacktest.Begin(t, "text from outside is seen as something else than it is")
	var odd []rune
	for _, span := range [][2]rune{
		{0, 8}, {0xb, 0x1f}, {0x7f, 0x9f}, {0xad, 0xad}, {0x61c, 0x61c}, {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb},
		{0x1d173, 0x1d17a}, {0xe0001, 0xe0001}, {0xe0020, 0xe007f}, {0xe0100, 0xe01ef}, {0x34f, 0x34f}, {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x3164, 0x3164}, {0xffa0, 0xffa0}, {0xfdd0, 0xfdef}, {0xfffe, 0xffff},
	} {
		for r := span[0]; r <= span[1]; r++ {
			odd = append(odd, r)
		}
	}
	for _, r := range odd {
		if r == '\r' {
			continue // before \n it is a line's end
		}
		got := Text("a" + string(r) + "b")
		a.Tried(strings.ContainsRune(got, r) || len(got) < 5, "%U is shown as %q", r, got)
		raw, err := json.Marshal(wire.Node{Name: "x" + string(r), Region: string(r), Error: string(r)})
		if err != nil {
			t.Fatal(err)
		}
		for _, body := range []string{string(raw), strings.ReplaceAll(string(raw), string(r), esc(r))} {
			var n wire.Node
			err = Decode([]byte(body), &n, Usual)
			a.Tried(err == nil && strings.ContainsRune(n.Name+n.Region+n.Error, r), "%U in a node: %q", r, n.Name)
		}
	}
	for _, s := range []string{"\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83d\\u202e\"", "\"\xed\xa0\x80\"", "\"\xff\xfe\""} {
		var got string
		err := Decode([]byte(s), &got, Usual)
		a.Tried(err == nil && (!utf8.ValidString(got) || strings.ContainsRune(got, 0x202e)), "%q is shown as %q", s, got)
	}
}

// esc is a character as JSON writes it with numbers.
func esc(r rune) string {
	b, err := json.Marshal(map[string]string{"x": string(r)})
	if err != nil {
		return ""
	}
	const hex = "0123456789abcdef"
	if r < 0x10000 {
		return "\\u" + string([]byte{hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15]})
	}
	return strings.TrimSuffix(strings.TrimPrefix(string(b), `{"x":"`), `"}`)
}

// TestAttackJSON has others send answers that are small and mean much.
func TestAttackJSON(t *testing.T) {
	a := attacktest.Begin(t, "an answer fills the page")
	for _, c := range []struct{ name, body string }{
		{"empty objects", `{"services":[` + strings.Repeat("{},", 300_000) + `{}]}`},
		{"empty lists", `{"steps":` + strings.Repeat("[", 100_000)},
		{"numbers", `{"x":[` + strings.Repeat("1,", 500_000) + `1]}`},
		{"keys", "{" + strings.Repeat(`"a":1,`, 170_000) + `"a":1}`},
		{"one text", `{"error":"` + strings.Repeat("x", 2<<20) + `"}`},
	} {
		var d wire.Deployment
		err := Decode([]byte(c.body), &d, Usual)
		a.Tried(err == nil, "%s: %d services, %d bytes", c.name, len(d.Services), len(d.Error))
	}
	var d wire.Deployment
	if err := Decode([]byte(`{"services":[`+strings.Repeat("{},", 2000)+`{}],"error":"`+strings.Repeat("\u202e", 20_000)+`"}`), &d, Usual); err != nil {
		t.Fatal(err)
	}
	a.Tried(len(d.Services) > Usual.Items, "%d services", len(d.Services))
	a.Tried(len(d.Error) > 2*maxText+3, "%d bytes of text", len(d.Error))
}

func TestDecode(t *testing.T) {
	type inner struct {
		Names map[string]string `json:"names"`
	}
	var got struct {
		A    string    `json:"a"`
		P    *inner    `json:"p"`
		L    []string  `json:"l"`
		B    []byte    `json:"b"`
		At   time.Time `json:"at"`
		None *inner    `json:"none"`
	}
	in := `{"a":"x\u202e","p":{"names":{"k\u0000":"v\u0007"}},"l":["a","b\u200b","c"],"b":"AAE=","at":"2026-01-02T03:04:05Z"}`
	if err := Decode([]byte(in), &got, Limit{Items: 2}.Or(Usual)); err != nil {
		t.Fatal(err)
	}
	if got.A != "x⟨U+202E⟩" || !reflect.DeepEqual(got.P.Names, map[string]string{"k⟨NUL⟩": "v⟨BEL⟩"}) || !reflect.DeepEqual(got.L, []string{"a", "b⟨U+200B⟩"}) || string(got.B) != "\x00\x01" {
		t.Errorf("got %+v", got)
	}
	if err := (Limit{Bytes: 10, Values: 2}).Check([]byte(`{"a":","}`)); err != nil {
		t.Errorf("a comma in a text counts: %v", err)
	}
	for _, s := range []string{`{"a":1,"b":2}`, `[[[]]]`, `"0123456789"`} {
		if err := (Limit{Bytes: 10, Values: 2}).Check([]byte(s)); !errors.Is(err, ErrTooMuch) {
			t.Errorf("%s: %v", s, err)
		}
	}
}
