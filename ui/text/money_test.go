package text

import (
	"strings"
	"testing"

	"berth/shared/amount"
	"berth/shared/wire"
)

var (
	brt = wire.Token{Symbol: "BRT", Decimals: 18}
	usd = wire.Token{Symbol: "dUSD", Decimals: 6, Dollar: true}
	dai = wire.Token{Symbol: "DAI", Decimals: 18, Dollar: true}
	eur = wire.Token{Symbol: "EURx", Decimals: 2}
	one = wire.Token{Symbol: "0x31…0000"} // of which nothing is known
)

// hourly is the rate of so many tokens an hour, as nodes reckon it: rounded up to a whole 10^-9 unit a second.
func hourly(t *testing.T, s string, token wire.Token) amount.Nano {
	t.Helper()
	n, err := amount.ParseNanoUnits(s, token.Decimals)
	if err != nil {
		t.Fatal(err)
	}
	return n.DivUp(3600)
}

func TestRates(t *testing.T) {
	tests := []struct {
		hour  string
		token wire.Token
		en    string
		zh    string
	}{
		{"0.0124", usd, "$0.0124 an hour (≈ $8.93 a month)", "每小时 $0.0124（约每月 $8.93）"},
		{"0.042", brt, "0.042 BRT an hour (≈ 30.2 a month)", "每小时 0.042 BRT（约每月 30.2）"},
		{"0.0001", usd, "$0.0001 an hour (≈ $0.072 a month)", "每小时 $0.0001（约每月 $0.072）"},
		{"0.000001", usd, "$0.000001 an hour (≈ $0.00072 a month)", "每小时 $0.000001（约每月 $0.00072）"},
		{"0.000000001", usd, "$0.000000001001 an hour (≈ $0.000000721 a month)", "每小时 $0.000000001001（约每月 $0.000000721）"},
		{"0.03", usd, "$0.03 an hour (≈ $21.60 a month)", "每小时 $0.03（约每月 $21.60）"},
		{"0.1", usd, "$0.10 an hour (≈ $72.00 a month)", "每小时 $0.10（约每月 $72.00）"},
		{"2", usd, "$2.00 an hour (≈ $1440.00 a month)", "每小时 $2.00（约每月 $1440.00）"},
		{"2.345", dai, "$2.345 an hour (≈ $1688.40 a month)", "每小时 $2.345（约每月 $1688.40）"},
		{"1234.5", usd, "$1234.50 an hour (≈ $888\u2009840.00 a month)", "每小时 $1234.50（约每月 $888\u2009840.00）"},
		{"0.00139", usd, "$0.00139 an hour (≈ $1.00 a month)", "每小时 $0.00139（约每月 $1.00）"},
		{"0", usd, "$0.00 an hour (≈ $0.00 a month)", "每小时 $0.00（约每月 $0.00）"},
		{"0.03", eur, "0.03 EURx an hour (≈ 21.6 a month)", "每小时 0.03 EURx（约每月 21.6）"},
		{"36", one, "36 0x31…0000 an hour (≈ 25\u2009920 a month)", "每小时 36 0x31…0000（约每月 25\u2009920）"},
	}
	for _, tt := range tests {
		rate := hourly(t, tt.hour, tt.token)
		if got := In(EN).RateMonth(rate, tt.token); got != tt.en {
			t.Errorf("got %q, want %q", got, tt.en)
		}
		if got := In(ZH).RateMonth(rate, tt.token); got != tt.zh {
			t.Errorf("got %q, want %q", got, tt.zh)
		}
		entry := In(EN).HourEntry(rate, tt.token)
		if back := hourly(t, entry, tt.token); back != rate {
			t.Errorf("%s an hour in a field is %q, which is read as another rate", tt.hour, entry)
		}
	}
}

func TestAmounts(t *testing.T) {
	tests := []struct {
		of                   string
		token                wire.Token
		amount, named, exact string
	}{
		{"12.4", usd, "$12.40", "$12.40 dUSD", "$12.40"},
		{"12.409999", usd, "$12.40", "$12.40 dUSD", "$12.409999"},
		{"0.000001", usd, "$0.000001", "$0.000001 dUSD", "$0.000001"},
		{"0.5", usd, "$0.50", "$0.50 dUSD", "$0.50"},
		{"0", usd, "$0.00", "$0.00 dUSD", "$0.00"},
		{"1234567.891", usd, "$1\u2009234\u2009567.89", "$1\u2009234\u2009567.89 dUSD", "$1\u2009234\u2009567.891"},
		{"12.400000000000000001", dai, "$12.40", "$12.40 DAI", "$12.400000000000000001"},
		{"12.400000000000000001", brt, "12.4 BRT", "12.4 BRT", "12.400000000000000001 BRT"},
		{"1234567.891", brt, "1\u2009234\u2009567 BRT", "1\u2009234\u2009567 BRT", "1\u2009234\u2009567.891 BRT"},
		{"0.000000000000000001", brt, "0.000000000000000001 BRT", "0.000000000000000001 BRT", "0.000000000000000001 BRT"},
		{"0", brt, "0 BRT", "0 BRT", "0 BRT"},
		{"7", one, "7 0x31…0000", "7 0x31…0000", "7 0x31…0000"},
	}
	for _, tt := range tests {
		a, err := amount.ParseUnits(tt.of, tt.token.Decimals)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range Langs {
			x := In(l)
			if got := [3]string{x.Amount(a, tt.token), x.Named(a, tt.token), x.Exact(a, tt.token)}; got != [3]string{tt.amount, tt.named, tt.exact} {
				t.Errorf("%s: got %q", tt.of, got)
			}
		}
	}
}

// What comes back of an escrow is never shown as all of it where it is less.
func TestApart(t *testing.T) {
	en := In(EN)
	n := func(s string) amount.Amount {
		a, err := amount.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	for _, c := range []struct {
		a, b  string
		token wire.Token
		want  string
	}{
		{"461810000000000000", "461870000000000000", brt, "0.46181 BRT, 0.46187 BRT"},
		{"461000000000000000", "461800000000000000", brt, "0.461 BRT, 0.4618 BRT"},
		{"461800000000000000", "461800000000000000", brt, "0.4618 BRT, 0.4618 BRT"},
		{"12400001", "12404000", usd, "$12.40, $12.404"},
		{"0", "1", usd, "$0.00, $0.000001"},
	} {
		if x, y := en.Apart(n(c.a), n(c.b), c.token); x+", "+y != c.want {
			t.Errorf("%s of %s: %s, %s; want %s", c.a, c.b, x, y, c.want)
		}
	}
}

// TestOfNoToken: while it is not known what an amount is of, nothing that it could be is said; nor is it once the place is a field.
func TestOfNoToken(t *testing.T) {
	a, b, rate, none := amount.Of(1_234_567), amount.Of(1_234_568), amount.NanoOf(3_400_000_000), wire.Chain{}.TokenOf([20]byte{7})
	for _, lang := range Langs {
		w := In(lang)
		x, y := w.Apart(a, b, none)
		for name, got := range map[string]string{
			"Amount": w.Amount(a, none), "Named": w.Named(a, none), "Exact": w.Exact(a, none), "Number": w.Number(a, none), "Price": w.Price(rate, none),
			"Hour": w.Hour(rate, none), "Month": w.Month(rate, none), "Symbol": w.Symbol("12", none), "Apart, one": x, "Apart, the other": y, "Default": w.Amount(a, wire.Chain{}.Default()),
		} {
			if got != unsaid {
				t.Errorf("%s: %q", name, got)
			}
		}
		for _, got := range []string{w.Rate(rate, none), w.HourEntry(rate, none)} {
			if strings.ContainsAny(got, "0123456789") {
				t.Errorf("%q", got)
			}
		}
	}
	// A token that a known chain has not is counted in its smallest units.
	if got := In(EN).Amount(a, wire.Chain{ID: 1}.TokenOf([20]byte{7})); !strings.HasPrefix(got, "1\u2009234\u2009567 0x07") {
		t.Errorf("%q", got)
	}
}
