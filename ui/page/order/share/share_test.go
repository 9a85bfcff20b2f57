package share

import (
	"strings"
	"testing"
	"time"

	"berth/shared/wire"
	"berth/ui/part/entry"
	"berth/ui/text"
)

func TestDraft(t *testing.T) {
	words := text.In(text.EN)
	private := wire.Exposure{Visibility: wire.Private, IdleSeconds: 3600, LifeSeconds: 86400, Most: &wire.ExposureLimits{PerMinute: 600, IdleSeconds: 86400, LifeSeconds: 604800}}
	public := private
	public.Visibility, public.PerMinute = wire.Public, 60
	locked := public
	locked.Basic = &wire.Basic{User: "web"}
	for _, c := range []struct {
		name    string
		now     wire.Exposure
		change  func(*draft)
		want    string // visibility, requests, user:password
		bad     string // the field that is wrong
		changed bool
		opens   bool
		loses   *text.Text
	}{
		{"nothing", private, func(*draft) {}, "private 0 -", "", false, false, nil},
		{"links", private, func(d *draft) { d.visibility = wire.Linked }, "link 0 -", "", true, false, nil},
		{"everyone", private, func(d *draft) { d.visibility = wire.Public }, "public 0 -", "", true, true, nil},
		{"everyone with a password", private, func(d *draft) { d.visibility, d.word, d.user, d.password = wire.Public, true, "web", "long enough" }, "public 0 web:long enough", "", true, true, nil},
		{"a short password", private, func(d *draft) { d.visibility, d.word, d.user, d.password = wire.Public, true, "web", "short" }, "public 0 web:short", "password", true, true, nil},
		{"no password", private, func(d *draft) { d.visibility, d.word, d.user = wire.Public, true, "web" }, "public 0 web:", "password", true, true, nil},
		{"a colon", private, func(d *draft) { d.visibility, d.word, d.user, d.password = wire.Public, true, "a:b", "long enough" }, "public 0 a:b:long enough", "user", true, true, nil},
		{"a password that stays", locked, func(d *draft) { d.perMinute = "30" }, "public 30 web:", "", true, false, nil},
		{"the password goes", locked, func(d *draft) { d.word = false }, "public 60 -", "", true, true, nil},
		{"a password comes", public, func(d *draft) { d.word, d.user, d.password = true, "web", "long enough" }, "public 60 web:long enough", "", true, false, &text.ShareNarrowWord},
		{"too many", public, func(d *draft) { d.perMinute = "601" }, "public 601 -", "perMinute", true, false, nil},
		{"not a number", public, func(d *draft) { d.perMinute = "many" }, "public 0 -", "perMinute", true, false, nil},
		{"any number", public, func(d *draft) { d.perMinute = " " }, "public 0 -", "", true, false, nil},
		{"closed", public, func(d *draft) { d.visibility = wire.Private }, "private 0 -", "", true, false, &text.ShareNarrowPrivate},
		{"closed but to links", public, func(d *draft) { d.visibility = wire.Linked }, "link 0 -", "", true, false, &text.ShareNarrowLink},
		{"a password where nobody is asked", private, func(d *draft) { d.word, d.user = true, "web" }, "private 0 -", "", false, false, nil},
		{"longer unused than in all", private, func(d *draft) { d.idle = 604800 }, "private 0 -", "idle", true, false, nil},
	} {
		d := draftOf(c.now)
		c.change(&d)
		e, bad := d.read(words, c.now)
		got := string(e.Visibility) + " " + words.Say(text.Text{EN: "%d"}, e.PerMinute) + " -"
		if e.Basic != nil {
			got = strings.TrimSuffix(got, "-") + e.Basic.User + ":" + e.Basic.Password
		}
		wrongs := map[string]string{"user": bad.user, "password": bad.password, "perMinute": bad.perMinute, "idle": bad.idle}
		for field, why := range wrongs {
			if (why != "") != (field == c.bad) {
				t.Errorf("%s: %s is wrong: %q", c.name, field, why)
			}
		}
		loses := ""
		if c.loses != nil {
			loses = words.Say(*c.loses)
		}
		if got != c.want || d.changed(c.now) != c.changed || d.opens(c.now) != c.opens || d.loses(words, c.now) != loses {
			t.Errorf("%s: %q, changed %v, opens %v, loses %q", c.name, got, d.changed(c.now), d.opens(c.now), d.loses(words, c.now))
		}
	}
}

func TestStayOptions(t *testing.T) {
	var got []string
	for _, o := range stayOptions(text.In(text.EN), 5400, 12*3600) {
		got = append(got, o.Label)
	}
	if s := strings.Join(got, ", "); s != "15 minutes, 60 minutes, about 2 hours, 8 hours, 12 hours" {
		t.Errorf("got %s", s)
	}
}

func TestAgent(t *testing.T) {
	for in, want := range map[string]string{
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1":                      "Safari on iPhone",
		"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36":                                        "Chrome on Android",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0":                                "Edge on Windows",
		"Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0":                                                                                       "Firefox on Linux",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15":                                        "Safari on Mac",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI": "WeChat on iPhone",
		"curl/8.5.0":      "A program (curl)",
		"Mozilla/5.0 (X)": "Unknown browser",
		"":                "Unknown browser",
	} {
		if got := agent(text.In(text.EN), in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := agent(text.In(text.ZH), "Mozilla/5.0 (X11; Linux x86_64) Firefox/1"); got != "Linux 上的 Firefox" {
		t.Errorf("in Chinese: %q", got)
	}
}

func TestRequest(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 500, time.UTC)
	m := maker{service: "web", label: " Anna ", span: entry.SpanOf(86400), path: "", read: true, uses: "5"}
	r, badPath, badUses := m.request(now)
	if badPath != nil || badUses != nil || r.Label != "Anna" || r.PathPrefix != "/" || strings.Join(r.Methods, " ") != "GET HEAD" || r.MaxUses != 5 ||
		!r.ExpiresAt.Equal(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v, %v, %v", r, badPath, badUses)
	}
	for _, uses := range []string{"0", "-1", "1.5", "x", "10001"} {
		if _, _, bad := (maker{path: "/", uses: uses}).request(now); bad == nil {
			t.Errorf("%q uses are taken", uses)
		}
	}
	for path, ok := range map[string]bool{
		"/": true, "/docs": true, "/docs/": true, "/a/b.c": true, "/..a": true,
		"docs": false, "/a?b": false, "/a#b": false, "//a": false, "/a/../b": false, "/a/.": false, "/%E6%96%87": true, "/a b": false, "/é": false, `/a\b`: false,
	} {
		if got := pathFault(path) == nil; got != ok {
			t.Errorf("%q is taken: %v", path, got)
		}
	}
}

func TestSpent(t *testing.T) {
	now := time.Now()
	for _, c := range []struct {
		l    wire.Link
		want *text.Text
	}{
		{wire.Link{ExpiresAt: now.Add(time.Hour)}, nil},
		{wire.Link{ExpiresAt: now.Add(time.Hour), MaxUses: 2, Uses: 1}, nil},
		{wire.Link{ExpiresAt: now.Add(time.Hour), MaxUses: 2, Uses: 2}, &text.LinkSpent},
		{wire.Link{ExpiresAt: now}, &text.LinkOver},
	} {
		if got := spent(c.l, now); got != c.want {
			t.Errorf("%+v: %v", c.l, got)
		}
	}
}

func TestReadOnly(t *testing.T) {
	for _, c := range []struct {
		methods []string
		want    bool
	}{{nil, false}, {[]string{"GET"}, true}, {[]string{"GET", "HEAD"}, true}, {[]string{"GET", "POST"}, false}} {
		if got := readOnly(c.methods); got != c.want {
			t.Errorf("%v: %v", c.methods, got)
		}
	}
}

func TestCurl(t *testing.T) {
	l := wire.NewLink{Link: wire.Link{PathPrefix: "/docs"}, Token: "abc"}
	if got := curl("https://web-1.n1.example", l); got != "curl -H 'Berth-Link: abc' https://web-1.n1.example/docs" {
		t.Error(got)
	}
	for s, ok := range map[string]bool{"abc_-.~=": true, "https://web-1.n1.example:9000": true, "a'b": false, "a b": false, "$(x)": false, "a\nb": false, "": false} {
		if got := plain(s); got != ok {
			t.Errorf("%q is plain: %v", s, got)
		}
	}
}

// TestPassword holds only the form: what is random comes from the browser.
func TestPassword(t *testing.T) {
	if p := password(); len(p) != 23 || strings.Trim(p, alphabet+"-") != "" || strings.Count(p, "-") != 3 {
		t.Errorf("%q", p)
	}
}
