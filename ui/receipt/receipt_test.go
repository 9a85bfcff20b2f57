package receipt

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/text"
)

func row() (Row, wire.Chain, time.Time) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	token := wire.Token{Address: eth.Address{7}, Symbol: "dUSD", Decimals: 6, Dollar: true}
	v := wire.OrderView{
		Order: order.Order{
			ID: 4, State: order.Cancelled, Token: token.Address, Rate: amount.NanoOf(1_000_000_000), Duration: 3600, CreatedAt: at, ActivatedAt: at.Add(3 * time.Second),
		},
		NodeName: `=HYPERLINK("http://evil.example")`, PaidOut: amount.Of(1200), Refunded: amount.Of(2400), Fees: amount.Of(12), EndedAt: at.Add(20 * time.Minute), EndedBy: "user",
		Steps: []wire.Step{{Kind: "created", At: at, Tx: &eth.Hash{1}}, {Kind: "activated", At: at.Add(3 * time.Second), Tx: &eth.Hash{2}}, {Kind: "cancelled", At: at.Add(20 * time.Minute), Tx: &eth.Hash{3}}},
	}
	return Row{Name: `Blog, "the old one"`, Tags: []string{"prod", "client A"}, View: v}, wire.Chain{ID: 1337, Name: "Demo", Tokens: []wire.Token{token}}, at.Add(time.Hour)
}

// What is written is read by whoever reads CSV, has as many fields in each line as in the first, adds up, and does nothing in a sheet.
func TestCSV(t *testing.T) {
	r, chain, now := row()
	lines, err := csv.NewReader(strings.NewReader(CSV([]Row{r, r}, chain, now))).ReadAll()
	if err != nil || len(lines) != 3 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	got := map[string]string{}
	for i, name := range lines[0] {
		got[name] = lines[1][i]
	}
	for name, want := range map[string]string{
		"order": "4", "name": `Blog, "the old one"`, "state": "cancelled", "paid": "0.0012", "refunded": "0.0024", "deposit": "0.0036", "fees": "0.000012", "rate_per_hour": "0.0036", "currency": "dUSD",
		"ended": "2026-03-01T12:20:00Z", "replaces": "", "node_name": `'=HYPERLINK("http://evil.example")`,
	} {
		if got[name] != want {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
	if n := len(strings.Fields(got["transactions"])); n != 3 {
		t.Errorf("%d transactions", n)
	}
}

// An order that lives has paid what it has used, not nothing.
func TestOfOneThatLives(t *testing.T) {
	r, chain, _ := row()
	r.View.State, r.View.PaidOut, r.View.EndedAt, r.View.Fees = order.Active, amount.Of(0), time.Time{}, amount.Of(0)
	out := Text(text.In(text.EN), r, chain, r.View.ActivatedAt.Add(600*time.Second))
	for _, want := range []string{"So far", "0.0006", "2026-03-01T13:00:03Z", "0x01", "0x02"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
	if strings.Contains(out, "Back to you") {
		t.Errorf("nothing has come back yet:\n%s", out)
	}
	if zh := Text(text.In(text.ZH), r, chain, r.View.ActivatedAt); !strings.Contains(zh, "收据") {
		t.Errorf("not Chinese:\n%s", zh)
	}
}

func FuzzCell(f *testing.F) {
	f.Add("a,b")
	f.Add(`"`)
	f.Add("=1+1")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := csv.NewReader(strings.NewReader(cell(s) + ",x\r\n")).Read()
		if err != nil || len(got) != 2 || got[1] != "x" || got[0] != "" && strings.ContainsRune("=+-@", rune(got[0][0])) {
			t.Errorf("%q is read as %q, %v", s, got, err)
		}
	})
}
