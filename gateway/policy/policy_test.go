package policy

import (
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/gateway/ledger"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

var dollar, berth = eth.Address{7}, eth.Address{8}

// listed are blocked by the flag.
type listed []eth.Address

func (l listed) Source(a eth.Address) string {
	if slices.Contains(l, a) {
		return "flag"
	}
	return ""
}

func (l listed) All() []eth.Address { return slices.Clone(l) }

func ptr[T any](v T) *T { return &v }

func flags() wire.AdminSettings {
	return wire.AdminSettings{
		Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(5)}}, Range: &wire.PriceRange{Floor: 100, Ceiling: 100}, Discounts: &[]wire.Discount{}, Serve: &wire.AdminServe{},
		Probation: ptr(uint32(60)), ProbationStake: &amount.Amount{}, Notice: ptr(uint32(3600)), MinDuration: ptr(uint32(60)), MaxDuration: ptr(uint32(86_400)),
		ReferrerShare: ptr(uint16(0)), Origins: &[]string{"*"},
	}
}

type book struct {
	*Policy
	t       *testing.T
	store   ledger.Admin
	now     time.Time
	applied int
	coins   []wire.Coin
	off     []wire.Discount // of the flags
	log     strings.Builder
}

func newBook(t *testing.T) *book {
	t.Helper()
	l, err := ledger.Open(filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	b := &book{t: t, store: l.Admin(), now: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), coins: []wire.Coin{{Address: dollar}, {Address: berth}}}
	b.start()
	return b
}

func (b *book) start() {
	b.t.Helper()
	f := flags()
	*f.Discounts = append(*f.Discounts, b.off...)
	p, err := New(Config{
		Flags: f, Coins: b.coins, Staking: true, Listed: listed{{0xf}}, Store: b.store, Apply: func() { b.applied++ }, Log: slog.New(slog.NewTextHandler(&b.log, nil)),
		Limits: func() wire.AdminLimits {
			return wire.AdminLimits{MaxDiscounts: 2, MaxDiscount: 90, MaxCeiling: 1000, MaxNotice: 7200, MaxProbation: 600, MaxDuration: 100_000, MaxReferrerShare: 500, MaxOrigins: 2}
		},
		Now: func() time.Time { return b.now },
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.Policy = p
}

func (b *book) save(version uint64, s wire.AdminSettings) *problem.Problem {
	b.t.Helper()
	_, err := b.Save(version, wire.AdminChange{Settings: s}, wire.AdminAct{By: eth.Address{1}, Act: "policy"})
	var p *problem.Problem
	if err != nil && !errors.As(err, &p) {
		b.t.Fatal(err)
	}
	return p
}

func TestWhatIsNotRight(t *testing.T) {
	b := newBook(t)
	for _, c := range []struct {
		s    wire.AdminSettings
		want string
	}{
		{wire.AdminSettings{}, ""},
		{flags(), ""},
		{wire.AdminSettings{Prices: []wire.Price{{Token: eth.Address{9}}}}, "prices[0].token"},
		{wire.AdminSettings{Prices: []wire.Price{{Token: dollar}, {Token: dollar}}}, "prices[1].token"},
		{wire.AdminSettings{Prices: []wire.Price{{Token: dollar, Discounts: []wire.Discount{{From: 1, Percent: 1}}}}}, "prices[0].discounts"},
		{wire.AdminSettings{Prices: []wire.Price{{Token: dollar, GPUHour: amount.NanoOf(1 << 63).Mul(1 << 34)}}}, "prices[0].gpuHour"},
		{wire.AdminSettings{Range: &wire.PriceRange{Floor: 0, Ceiling: 5}}, "range"},
		{wire.AdminSettings{Range: &wire.PriceRange{Floor: 6, Ceiling: 5}}, "range"},
		{wire.AdminSettings{Range: &wire.PriceRange{Floor: 6, Ceiling: 1001}}, "range"},
		{wire.AdminSettings{Discounts: &[]wire.Discount{{From: 60, Percent: 5}, {From: 120, Percent: 6}}}, ""},
		{wire.AdminSettings{Discounts: &[]wire.Discount{{From: 60, Percent: 5}, {From: 60, Percent: 6}}}, "discounts[1]"},
		{wire.AdminSettings{Discounts: &[]wire.Discount{{From: 60, Percent: 91}}}, "discounts[0].percent"},
		{wire.AdminSettings{Discounts: &[]wire.Discount{{From: 86_401, Percent: 5}}}, "discounts[0].from"},
		{wire.AdminSettings{Discounts: &[]wire.Discount{{}, {}, {}}}, "discounts"},
		{wire.AdminSettings{Discounts: &[]wire.Discount{{From: 7200, Percent: 5}}, MaxDuration: ptr(uint32(3600))}, "discounts[0].from"},
		{wire.AdminSettings{Serve: &wire.AdminServe{MinCompleted: -1}}, "serve"},
		{wire.AdminSettings{Serve: &wire.AdminServe{MinStake: amount.Of(1 << 63).Mul(1 << 34)}}, "serve.minStake"},
		{wire.AdminSettings{Probation: ptr(uint32(601))}, "probation"},
		{wire.AdminSettings{Notice: ptr(uint32(7201))}, "notice"},
		{wire.AdminSettings{MinDuration: ptr(uint32(0))}, "minDuration"},
		{wire.AdminSettings{MinDuration: ptr(uint32(86_401))}, "minDuration"},
		{wire.AdminSettings{MaxDuration: ptr(uint32(59))}, "maxDuration"},
		{wire.AdminSettings{ReferrerShare: ptr(uint16(501))}, "referrerShare"},
		{wire.AdminSettings{Origins: &[]string{"https://a.example", "http://b.example:8080"}}, ""},
		{wire.AdminSettings{Origins: &[]string{"https://a.example/"}}, "origins[0]"},
		{wire.AdminSettings{Origins: &[]string{"a.example"}}, "origins[0]"},
		{wire.AdminSettings{Origins: &[]string{"javascript:alert(1)"}}, "origins[0]"},
		{wire.AdminSettings{Origins: &[]string{"*", "*", "*"}}, "origins"},
	} {
		flaws, _, _ := b.Check(c.s)
		switch {
		case c.want == "" && len(flaws) > 0, c.want != "" && (len(flaws) != 1 || flaws[0].Field != c.want || flaws[0].Remedy == ""):
			t.Errorf("%+v: got %+v, want %q", c.s, flaws, c.want)
		}
		if c.want == "" {
			continue
		}
		if p := b.save(0, c.s); p == nil || p.Field != "settings."+c.want {
			t.Errorf("%+v is saved: %v", c.s, p)
		}
	}
	if b.applied != 0 || b.View().Version != 0 {
		t.Errorf("something was saved: %+v", b.View())
	}
	if flaws, _, _ := b.Check(wire.AdminSettings{Probation: ptr(uint32(601)), Notice: ptr(uint32(7201)), Range: &wire.PriceRange{}}); len(flaws) != 3 {
		t.Errorf("not all at once: %+v", flaws)
	}
}

func TestTwoWhoSave(t *testing.T) {
	b := newBook(t)
	if p := b.save(0, wire.AdminSettings{Notice: ptr(uint32(1800))}); p != nil {
		t.Fatal(p)
	}
	if p := b.save(0, wire.AdminSettings{Notice: ptr(uint32(900))}); p == nil || p.Code != problem.ChangedMeanwhile || p.Figures["version"] != "1" {
		t.Errorf("over the first one's: %v", p)
	}
	if p := b.save(1, wire.AdminSettings{Notice: ptr(uint32(1800))}); p != nil || b.applied != 1 || b.View().Version != 1 {
		t.Errorf("as it is: %v, applied %d times", p, b.applied)
	}
	if p := b.save(1, wire.AdminSettings{}); p != nil || *b.InForce().Notice != 3600 {
		t.Errorf("back to the flags: %v", p)
	}
	h, err := b.History(0, 1)
	if err != nil || len(h.Versions) != 1 || !h.More || h.Versions[0].Version != 2 || string(h.Versions[0].Diff[0].New) != "null" {
		t.Errorf("got %+v, %v", h, err)
	}
	acts, _, err := b.store.Acts(0, 10)
	if err != nil || len(acts) != 2 || acts[0].Detail["notice"] != "1800 → null" || acts[0].Detail["version"] != "2" {
		t.Errorf("got %+v, %v", acts, err)
	}
}

// What was saved and is not right any more does not count, and is told; all else does.
func TestWhatIsVoidAfterARestart(t *testing.T) {
	b := newBook(t)
	if p := b.save(0, wire.AdminSettings{Prices: []wire.Price{{Token: berth}}, Notice: ptr(uint32(1800))}); p != nil {
		t.Fatal(p)
	}
	b.coins = b.coins[:1]
	b.start()
	s := b.InForce()
	if s.Prices[0].Token != dollar || *s.Notice != 1800 || len(b.Flaws()) != 1 || b.Flaws()[0].Field != "prices[0].token" || !strings.Contains(b.log.String(), "prices[0].token") {
		t.Errorf("got %+v, %+v", s, b.Flaws())
	}
	if p := b.save(1, wire.AdminSettings{Notice: ptr(uint32(1800))}); p != nil || len(b.Flaws()) != 0 {
		t.Errorf("saved without it: %v, %+v", p, b.Flaws())
	}
}

// A flag that was changed since can make what was saved wrong, too.
func TestWhatIsVoidBesideOtherFlags(t *testing.T) {
	b := newBook(t)
	if p := b.save(0, wire.AdminSettings{MaxDuration: ptr(uint32(3600)), Notice: ptr(uint32(1800))}); p != nil {
		t.Fatal(p)
	}
	b.off = []wire.Discount{{From: 7200, Percent: 5}}
	b.start()
	if s := b.InForce(); *s.MaxDuration != 86_400 || *s.Notice != 1800 || len(*s.Discounts) != 1 || len(b.Flaws()) != 1 {
		t.Errorf("got %+v, %+v", s, b.Flaws())
	}
}

func TestTakes(t *testing.T) {
	b := newBook(t)
	made := func(at time.Time, token eth.Address, share uint16) *order.Order {
		return &order.Order{CreatedAt: at, Token: token, ReferrerShare: share}
	}
	check := func(what string, o *order.Order, want bool) {
		t.Helper()
		if got := b.Takes(o); got != want {
			t.Errorf("%s: got %v", what, got)
		}
	}
	first := b.now
	check("the flags'", made(first, dollar, 0), true)
	check("another token", made(first, berth, 0), false)
	check("a share", made(first, dollar, 1), false)
	b.now = b.now.Add(time.Hour)
	second := b.now
	if p := b.save(0, wire.AdminSettings{Prices: []wire.Price{{Token: berth}}, ReferrerShare: ptr(uint16(100))}); p != nil {
		t.Fatal(p)
	}
	b.now = b.now.Add(time.Hour)
	if p := b.save(1, wire.AdminSettings{ReferrerShare: ptr(uint16(50))}); p != nil {
		t.Fatal(p)
	}
	for range 2 {
		check("quoted in the second hour", made(second.Add(time.Minute), berth, 100), true)
		check("and just after it", made(b.now.Add(quoted-time.Second), berth, 100), true)
		check("and later than that", made(b.now.Add(quoted+time.Second), berth, 100), false)
		check("in force", made(b.now.Add(time.Hour), dollar, 50), true)
		check("never", made(b.now.Add(time.Hour), dollar, 51), false)
		b.start()
	}
}

func TestBlocked(t *testing.T) {
	b := newBook(t)
	act := wire.AdminAct{By: eth.Address{1}, Act: "block"}
	for n := range byte(5) {
		if err := b.Block(eth.Address{n + 1}, fmt.Sprint(n), act); err != nil {
			t.Fatal(err)
		}
	}
	var seen []byte
	after := eth.Address{}
	for {
		page := b.Blocked(after, 4)
		for _, x := range page.Users {
			seen = append(seen, x.User[0])
		}
		if page.Next == "" {
			break
		}
		after, _ = eth.ParseAddress(page.Next)
	}
	if !reflect.DeepEqual(seen, []byte{1, 2, 3, 4, 5, 0xf}) {
		t.Errorf("got %v", seen)
	}
	b.start()
	if x := b.Blocking(eth.Address{3}); !b.Blocks(eth.Address{3}) || x == nil || x.Note != "2" || x.By != (eth.Address{1}) || x.Source != "admin" {
		t.Errorf("after a restart: %+v", x)
	}
	if err := b.Unblock(eth.Address{3}, act); err != nil || b.Blocks(eth.Address{3}) {
		t.Errorf("got %v", err)
	}
	var p *problem.Problem
	if err := b.Unblock(eth.Address{0xf}, act); !errors.As(err, &p) || p.Code != problem.BlockedElsewhere || !b.Blocks(eth.Address{0xf}) {
		t.Errorf("got %v", err)
	}
	if err := b.Block(eth.Address{}, "", act); err == nil {
		t.Error("nobody is blocked")
	}
}

func FuzzOrigin(f *testing.F) {
	for _, s := range []string{"*", "https://a.example", "http://a:1", "//x", "https://user@a.example", "https://a.example?x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if isOrigin(s) && s != "*" && (strings.ContainsAny(s, " \n\r\"'<>\\") || strings.Count(s, "/") != 2) {
			t.Errorf("%q is taken for an origin", s)
		}
	})
}
