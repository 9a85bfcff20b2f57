package owner

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/gateway/command/remote"
	"berth/gateway/opkey"
	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/eip712"
	"berth/shared/siwe"
	"berth/shared/wire"
)

// office plays a gateway's admin API: it says what it is told to, and notes what changes are asked for.
type office struct {
	*testing.T
	says    map[string]any // by method and path
	changes []string       // method, path and body
	server  *httptest.Server
	key     *ecdsa.PrivateKey
}

var token = eth.Address{7}

func newOffice(t *testing.T) *office {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	o := &office{T: t, key: key, says: map[string]any{
		"GET /site": wire.AdminSite{Node: eth.Address{1}, Name: "North Quay", Coins: []wire.Coin{{Address: token, Symbol: "dUSD", Decimals: 6}}},
	}}
	o.server = httptest.NewServer(http.HandlerFunc(o.answer))
	t.Cleanup(o.server.Close)
	return o
}

func (o *office) answer(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, wire.AdminPath)
	var body bytes.Buffer
	body.ReadFrom(r.Body)
	switch path {
	case "/login/challenge":
		now := time.Now().UTC().Truncate(time.Second)
		m := siwe.Site{Scheme: "http", Domain: r.Host, ChainID: 5}.Login(eip712.Checksum(opkey.Address(o.key)), strings.Repeat("0a", 16), now, now.Add(time.Minute))
		json.NewEncoder(w).Encode(wire.Challenge{Message: m.String()})
		return
	case "/login":
		json.NewEncoder(w).Encode(wire.AdminSession{Token: "t", ExpiresAt: time.Now().Add(time.Hour)})
		return
	}
	what := r.Method + " " + path
	if r.Method != "GET" && path != "/policy/check" && path != "/money/estimate" {
		o.changes = append(o.changes, what+" "+r.Header.Get("If-Match")+body.String())
	}
	v, ok := o.says[what]
	if !ok {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	json.NewEncoder(w).Encode(v)
}

// desk is an operator's, who answers so; empty: nobody is there.
func (o *office) desk(answer string) (*Desk, *bytes.Buffer) {
	var out bytes.Buffer
	return &Desk{Context: o.Context(), In: strings.NewReader(answer), Out: &out, Width: 40, Asks: answer != "", Open: func() (*remote.Client, error) {
		return remote.New(remote.Config{
			Scheme: "http", Host: strings.TrimPrefix(o.server.URL, "http://"), ChainID: 5, Now: time.Now,
			Keys: func() ([]*ecdsa.PrivateKey, error) { return []*ecdsa.PrivateKey{o.key}, nil },
		}), nil
	}}, &out
}

// doer is a command.
type doer interface{ Run(d *Desk) error }

func TestNothingWithoutConsent(t *testing.T) {
	o := newOffice(t)
	settings := wire.AdminSettings{Prices: []wire.Price{{Token: token, CoreHour: amount.Of(8000).Nano()}}}
	o.says["GET /orders/7/end"] = wire.AdminEndCost{Token: token, Forfeits: amount.Of(1_500_000), Keeps: amount.Of(10)}
	o.says["GET /orders/7"] = wire.AdminOrderView{}
	o.says["GET /maintenance/orders"] = wire.AdminAffected{Orders: []wire.AdminAffectedOrder{{Order: 7, User: eth.Address{9}}}}
	o.says["GET /policy"] = wire.AdminPolicy{Version: 3, Effective: settings}
	o.says["POST /policy/check"] = wire.AdminCheck{Diff: []wire.AdminDiff{{Field: "prices", Old: raw(t, settings.Prices), New: raw(t, settings.Prices)}}}
	o.says["PUT /policy"] = wire.AdminPolicy{Version: 4}
	o.says["POST /money/estimate"] = wire.AdminGas{Steps: []wire.AdminStep{{Act: "withdraw", Tokens: []eth.Address{token}, Amount: amount.Of(2_000_000)}}, Enough: true}
	o.says["POST /money/payout"] = wire.AdminPayout{Ended: time.Now(), Steps: []wire.AdminStep{{Act: "withdraw", State: "done"}}}
	o.says["POST /orders/7/end"], o.says["POST /orders/7/collect"], o.says["POST /maintenance"] = wire.AdminEnding{}, wire.AdminCollect{}, wire.AdminMaintenance{On: true}
	for name, c := range map[string]struct {
		command func(yes bool) doer
		shows   string
		sends   string
	}{
		"end":         {func(y bool) doer { return &OrderEnd{orderArg: orderArg{7}, Now: true, Reason: order.Other, Yes: y} }, "1.5 dUSD", `POST /orders/7/end {"now":true,"reason":"other"}`},
		"restart":     {func(y bool) doer { return &OrderRestart{orderArg{7}, y} }, "interruption", "POST /orders/7/restart "},
		"collect":     {func(y bool) doer { return &OrderCollect{orderArg: orderArg{7}, Yes: y} }, "for good", "POST /orders/7/collect "},
		"withdraw":    {func(y bool) doer { return &Withdraw{Yes: y} }, "2 dUSD", "POST /money/payout {}"},
		"maintenance": {func(y bool) doer { return &MaintenanceBegin{EndOrders: true, Note: "disks", Yes: y} }, "cannot be", `POST /maintenance {"endOrders":true,"note":"disks"}`},
		"prices":      {func(y bool) doer { return &PricesSet{Price: []string{"dUSD:core-hour=0.009"}, Yes: y} }, "core-hour=0.008", `PUT /policy "3"{"settings":{"prices":[{"token":"0x07`},
	} {
		t.Run(name, func(t *testing.T) {
			o.T = t
			o.changes = nil
			for answer, want := range map[string]error{"": errNobody, "no\n": ErrNotDone, "y\n": ErrNotDone, "\n": ErrNotDone} {
				d, out := o.desk(answer)
				if err := c.command(false).Run(d); !errors.Is(err, want) || len(o.changes) > 0 {
					t.Errorf("answered %q: %v, %v", answer, err, o.changes)
				}
				if words := strings.Join(strings.Fields(out.String()), " "); answer != "" && !strings.Contains(words, c.shows) {
					t.Errorf("it does not show %q: %s", c.shows, words)
				}
			}
			for _, yes := range []bool{true, false} {
				o.changes = nil
				d, _ := o.desk("yes\n")
				if err := c.command(yes).Run(d); err != nil || len(o.changes) != 1 || !strings.HasPrefix(o.changes[0], c.sends) {
					t.Errorf("agreed: %v, %q, want %q", err, o.changes, c.sends)
				}
			}
		})
	}
}

func raw(t *testing.T, v any) json.RawMessage {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	o := newOffice(t)
	o.says["GET /policy"], o.says["POST /policy/check"] = wire.AdminPolicy{}, wire.AdminCheck{Problems: []wire.AdminFlaw{{Field: "settings.range", Remedy: "floor no more than ceiling"}}}
	o.says["POST /money/estimate"] = wire.AdminGas{Steps: []wire.AdminStep{{Act: "settle"}}}
	for _, c := range []struct {
		command doer
		want    string
	}{
		{&PricesSet{Floor: 200, Yes: true}, "settings.range: floor no more than ceiling"},
		{&PricesSet{Price: []string{"XYZ:core-hour=1"}, Yes: true}, "no such token"},
		{&PricesSet{Discount: []string{"soon=5"}, Yes: true}, "--discount"},
		{&Withdraw{Yes: true}, "cannot pay the gas"},
	} {
		d, _ := o.desk("")
		if err := c.command.Run(d); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%T: got %v, want %q", c.command, err, c.want)
		}
	}
	if len(o.changes) > 0 {
		t.Errorf("changed all the same: %v", o.changes)
	}
	o.says["POST /money/estimate"] = wire.AdminGas{Steps: []wire.AdminStep{{Act: "settle"}}, Enough: true}
	o.says["POST /money/payout"] = wire.AdminPayout{Ended: time.Now(), Steps: []wire.AdminStep{{Act: "settle", State: "failed", Error: "it is paused"}}}
	d, _ := o.desk("")
	if err := (&Withdraw{Yes: true}).Run(d); err == nil || !strings.Contains(err.Error(), "it is paused") {
		t.Errorf("a payout that failed: %v", err)
	}
}

// TestJSON: with --json each command writes one JSON value and nothing beside it.
func TestJSON(t *testing.T) {
	o := newOffice(t)
	o.says["GET /overview"], o.says["GET /certification"] = wire.AdminOverview{Ready: "yes"}, wire.AdminCertification{}
	o.says["GET /orders"], o.says["GET /orders/7"], o.says["GET /log"] = wire.AdminOrders{}, wire.AdminOrderView{}, wire.AdminLog{}
	o.says["GET /orders/7/end"], o.says["POST /orders/7/end"], o.says["POST /orders/7/collect"] = wire.AdminEndCost{Token: token}, wire.AdminEnding{}, wire.AdminCollect{}
	o.says["GET /policy"], o.says["PUT /policy"] = wire.AdminPolicy{Effective: wire.AdminSettings{Prices: []wire.Price{{Token: token}}}}, wire.AdminPolicy{Version: 4}
	o.says["POST /policy/check"] = wire.AdminCheck{Diff: []wire.AdminDiff{{Field: "range", Old: raw(t, 1), New: raw(t, 2)}}}
	o.says["GET /market"] = wire.AdminMarket{Platform: "https://p"}
	o.says["GET /money"], o.says["GET /money/entries"] = wire.AdminMoney{}, wire.AdminEntries{}
	o.says["POST /money/estimate"] = wire.AdminGas{Steps: []wire.AdminStep{{Act: "settle"}}, Enough: true}
	o.says["POST /money/payout"] = wire.AdminPayout{Ended: time.Now(), Steps: []wire.AdminStep{{Act: "settle", State: "done"}}}
	o.says["GET /maintenance"], o.says["POST /maintenance"], o.says["GET /maintenance/orders"] = wire.AdminMaintenance{}, wire.AdminMaintenance{On: true}, wire.AdminAffected{}
	o.says["GET /blocked"], o.says["GET /audit"] = wire.AdminBlocked{}, wire.AdminAudit{}
	for _, c := range []doer{
		&Status{JSON: true}, &OrderList{JSON: true}, &OrderShow{orderArg: orderArg{7}, JSON: true}, &OrderLog{orderArg: orderArg{7}, JSON: true},
		&OrderEnd{orderArg: orderArg{7}, Now: true, Reason: order.Other, Yes: true, JSON: true}, &OrderCollect{orderArg: orderArg{7}, Yes: true, JSON: true},
		&PricesShow{JSON: true}, &PricesSet{Floor: 80, Ceiling: 150, Yes: true, JSON: true}, &PricesMarket{JSON: true}, &Earnings{JSON: true}, &Withdraw{Yes: true, JSON: true},
		&MaintenanceShow{JSON: true}, &MaintenanceBegin{Yes: true, JSON: true}, &BlockedList{JSON: true}, &Audit{JSON: true},
	} {
		d, out := o.desk("")
		if err := c.Run(d); err != nil || !json.Valid(out.Bytes()) {
			t.Errorf("%T: %v, %q", c, err, out)
		}
	}
}

// TestPlatform: what the platform says of the node is told, and that it does not answer.
func TestPlatform(t *testing.T) {
	o := newOffice(t)
	since := time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC)
	middle := amount.Of(2).Nano()
	o.says["GET /overview"] = wire.AdminOverview{Ready: "yes"}
	o.says["GET /certification"] = wire.AdminCertification{Platform: "https://p", Found: &wire.Certification{
		Level: wire.Verified, Since: map[wire.Level]time.Time{wire.Verified: since}, Checks: []wire.Finding{{Name: "key", Passed: true}, {Name: "capacity", Why: "half a core"}},
	}}
	o.says["GET /market"] = wire.AdminMarket{Platform: "https://p", At: since, Positions: []wire.AdminPosition{
		{Token: token, Rate: amount.Of(1).Nano(), Others: 3, Dearer: 3, Middle: &middle, Around: []wire.AdminRival{{Name: "North Quay", Rate: amount.Of(1).Nano(), Mine: true}, {Name: "East Pier", Rate: middle}}},
	}}
	says := func(c doer) string {
		t.Helper()
		d, out := o.desk("")
		d.Width = 200
		if err := c.Run(d); err != nil {
			t.Fatalf("%T: %v", c, err)
		}
		return out.String()
	}
	for _, x := range []struct {
		command doer
		want    []string
	}{
		{&Status{}, []string{"verified since 2026-01-02 03:04Z, by https://p; not passed: capacity (half a core)"}},
		{&Status{JSON: true}, []string{`"ready": "yes"`, `"level": "verified"`}},
		{&PricesMarket{}, []string{"3, of which 0 are cheaper and 3 dearer", "at most 0.0072 dUSD", "North Quay (this node)", "0.0036 dUSD"}},
		{&PricesMarket{JSON: true}, []string{`"others": 3`}},
	} {
		for _, want := range x.want {
			if said := says(x.command); !strings.Contains(said, want) {
				t.Errorf("%+v: no %q in %s", x.command, want, said)
			}
		}
	}
	o.says["GET /certification"], o.says["GET /market"] = wire.AdminCertification{}, wire.AdminMarket{}
	if said := says(&Status{}); strings.Contains(said, "certified") {
		t.Errorf("without a platform: %s", said)
	}
	d, _ := o.desk("")
	if err := (&PricesMarket{}).Run(d); err == nil || !strings.Contains(err.Error(), "--platform") {
		t.Errorf("without a platform: %v", err)
	}
}

// TestAttackTerminal: what tenants, users and a gateway put into texts moves no cursor and hides nothing in an operator's terminal.
func TestAttackTerminal(t *testing.T) {
	a := attacktest.Begin(t, "a text of a stranger's controls the operator's terminal")
	o := newOffice(t)
	for _, evil := range []string{"\x1b[2J\x1b[H", "\x1b]0;owned\x07", "a\r\nFAILURE b", "\u202eabc", "\u009b31m", "\x00\b\b\b", "\u2066x\u2069", "zero\u200bwidth"} {
		site := wire.AdminSite{Name: evil, Version: evil, Coins: []wire.Coin{{Address: token, Symbol: evil}}}
		o.says = map[string]any{
			"GET /site": site,
			"GET /overview": wire.AdminOverview{Ready: evil, Closed: evil, Orders: map[string]int{evil: 1}, Health: []wire.AdminHealth{{What: evil, Text: evil}},
				Attention: []wire.AdminAttention{{Level: evil, Code: evil, Text: evil, Remedy: evil}}, Earnings: []wire.AdminEarned{{Token: token, All: amount.Of(1)}}},
			"GET /orders": wire.AdminOrders{Orders: []wire.AdminOrder{{Phase: wire.Phase(evil), Error: evil}}},
			"GET /orders/7": wire.AdminOrderView{AdminOrder: wire.AdminOrder{Error: evil}, Services: []wire.AdminService{{Name: evil, Phase: wire.Phase(evil)}},
				Payments: []wire.AdminEntry{{Kind: evil, Token: token}}},
			"GET /log":                wire.AdminLog{Lines: []wire.AdminLine{{Level: evil, Text: evil, Attrs: map[string]string{evil: evil}}}},
			"GET /blocked":            wire.AdminBlocked{Users: []wire.AdminBlocking{{Source: evil, Note: evil}}, Next: evil},
			"GET /audit":              wire.AdminAudit{Entries: []wire.AdminAct{{By: eth.Address{1}, Role: wire.AdminRole(evil), Act: evil, Failed: evil}}},
			"GET /maintenance":        wire.AdminMaintenance{On: true, Note: evil},
			"GET /maintenance/orders": wire.AdminAffected{Orders: []wire.AdminAffectedOrder{{Error: evil}}},
			"GET /money":              wire.AdminMoney{Tokens: []wire.AdminPurse{{}}},
			"GET /money/entries":      wire.AdminEntries{Entries: []wire.AdminEntry{{Kind: evil}}},
			"GET /policy":             wire.AdminPolicy{Effective: wire.AdminSettings{Prices: []wire.Price{{Token: token}}}, Sources: map[string]string{"prices": evil}},
			"GET /market":             wire.AdminMarket{Platform: evil, Positions: []wire.AdminPosition{{Token: token, Middle: new(amount.Nano), Around: []wire.AdminRival{{Name: evil, Region: evil}}}}},
			"GET /certification":      wire.AdminCertification{Platform: evil, Found: &wire.Certification{Level: wire.Level(evil), Checks: []wire.Finding{{Name: evil, Why: evil}}}},
		}
		for _, width := range []int{24, 200} {
			for _, c := range []doer{
				&Status{}, &OrderList{}, &OrderShow{orderArg: orderArg{7}}, &OrderLog{orderArg: orderArg{7}}, &BlockedList{}, &Audit{}, &MaintenanceShow{}, &Earnings{}, &PricesShow{}, &PricesMarket{},
			} {
				d, out := o.desk("")
				d.Width = width
				if err := c.Run(d); err != nil {
					t.Fatalf("%T: %v", c, err)
				}
				moves := strings.ContainsFunc(out.String(), func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) })
				a.Tried(moves || out.Len() == 0 || strings.Contains(out.String(), "\nFAILURE b"), "%T writes %q", c, out)
			}
		}
	}
}
