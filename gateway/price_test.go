package gateway

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// addresses is a file with two tokens that have symbols of their own, and two that share one.
func addresses(t *testing.T) (chain.Addresses, string) {
	t.Helper()
	a := chain.Addresses{ChainID: 1, Token: eth.Address{1}, Registry: eth.Address{2}, Market: eth.Address{3}, Staking: eth.Address{4}, Tokens: []wire.Coin{
		{Address: eth.Address{5}, Symbol: "dUSD", Decimals: 6}, {Address: eth.Address{1}, Symbol: "BRT", Decimals: 18},
		{Address: eth.Address{6}, Symbol: "TWO", Decimals: 6}, {Address: eth.Address{7}, Symbol: "TWO", Decimals: 2},
	}}
	path := filepath.Join(t.TempDir(), "a.json")
	if err := a.Save(path); err != nil {
		t.Fatal(err)
	}
	return a, path
}

// parse reads a command line as main does.
func parse(t *testing.T, args ...string) (Config, error) {
	t.Helper()
	var cfg Config
	p, err := kong.New(&cfg, kong.DefaultEnvars("BERTH"), kong.Exit(func(int) { t.Fatal("exit") }))
	if err != nil {
		t.Fatal(err)
	}
	_, path := addresses(t)
	if !slices.Contains(args, "--price") && os.Getenv("BERTH_PRICE") == "" {
		args = append([]string{"--price", "dUSD:core-hour=1"}, args...)
	}
	_, err = p.Parse(append([]string{
		"--node", "0x" + strings.Repeat("11", 20), "--operator-key", strings.Repeat("22", 32), "--rpc", "http://localhost:8545", "--domain", "n1.example.org", "--addresses", path, "--tls-agree",
	}, args...))
	return cfg, err
}

func TestPriceFlags(t *testing.T) {
	list := filepath.Join(t.TempDir(), "blocked")
	if err := os.WriteFile(list, []byte("# none\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	alice, bob := "0x"+strings.Repeat("aa", 20), "0x"+strings.Repeat("bb", 20)
	check := func(t *testing.T, cfg Config) {
		t.Helper()
		at, err := cfg.contracts()
		if err != nil {
			t.Fatal(err)
		}
		cfg.Contracts = at
		p, err := cfg.settings()
		if err != nil {
			t.Fatal(err)
		}
		if *p.Range != (wire.PriceRange{Floor: 80, Ceiling: 160}) || len(p.Prices) != 1 || p.Prices[0].CoreHour.Units(6) != "7" || !reflect.DeepEqual(*p.Discounts, []wire.Discount{{From: 168 * 3600, Percent: 5}, {From: 720 * 3600, Percent: 12}}) {
			t.Errorf("got %+v", p)
		}
		users, err := cfg.blocked()
		if err != nil || len(users) != 2 || users[1].String() != bob {
			t.Errorf("blocked: got %v, %v", users, err)
		}
		if cfg.BlockedFile != list || cfg.QuoteShare != 30 {
			t.Errorf("got %q, %d", cfg.BlockedFile, cfg.QuoteShare)
		}
	}
	t.Run("flags", func(t *testing.T) {
		cfg, err := parse(t, "--price", "dUSD:core-hour=7", "--price-floor-percent", "80", "--price-ceiling-percent=160", "--discount", "168h=5", "--discount", "720h=12%",
			"--blocked", alice+","+bob, "--blocked-file", list, "--quote-share", "30")
		if err != nil {
			t.Fatal(err)
		}
		check(t, cfg)
	})
	t.Run("variables", func(t *testing.T) {
		for k, v := range map[string]string{
			"PRICE": "dUSD:core-hour=7", "PRICE_FLOOR_PERCENT": "80", "PRICE_CEILING_PERCENT": "160", "DISCOUNT": "168h=5,720h=12", "BLOCKED": alice + "," + bob, "BLOCKED_FILE": list, "QUOTE_SHARE": "30",
		} {
			t.Setenv("BERTH_"+k, v)
		}
		cfg, err := parse(t)
		if err != nil {
			t.Fatal(err)
		}
		check(t, cfg)
	})
	t.Run("defaults", func(t *testing.T) {
		cfg, err := parse(t)
		if err != nil {
			t.Fatal(err)
		}
		d := Default()
		if cfg.PriceFloorPercent != 100 || cfg.PriceCeilingPercent != 100 || cfg.QuoteShare != 50 || d.PriceFloorPercent != 100 || d.PriceCeilingPercent != 100 || d.QuoteShare != 50 {
			t.Errorf("got %+v and %+v", cfg, d)
		}
	})
	t.Run("all mistakes at once", func(t *testing.T) {
		_, err := parse(t, "--price-floor-percent", "0", "--price-ceiling-percent", "20000", "--discount", "168h=91", "--discount", "1d=5", "--discount", "800h=5", "--discount", "1500ms=5",
			"--blocked", "0x12", "--blocked", "0x"+strings.Repeat("0", 40), "--blocked-file", list+".not", "--quote-share", "101")
		if err == nil {
			t.Fatal("taken")
		}
		for _, want := range []string{
			"--price-floor-percent: ", "--price-ceiling-percent: ", `"168h=91"`, `"1d=5"`, `"800h=5"`, `"1500ms=5"`, `"0x12"`, "zero address", "--blocked-file: ", "--quote-share: ",
		} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q is not in %v", want, err)
			}
		}
	})
	for name, args := range map[string][]string{
		"--price-floor-percent: ": {"--price-floor-percent", "101"},
		"rise":                    {"--discount", "168h=5", "--discount", "720h=5"},
		"do not rise":             {"--discount", "168h=5", "--discount", "24h=6"},
		"--max-duration":          {"--discount", "168h=5", "--max-duration", "24h"},
	} {
		if _, err := parse(t, args...); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v: got %v", args, err)
		}
	}
}

func TestPriceLists(t *testing.T) {
	at, _ := addresses(t)
	nano := func(s string, decimals int) amount.Nano {
		n, err := amount.ParseNanoUnits(s, decimals)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	cfg, err := parse(t,
		"--price", "dUSD:core-hour=0.008,gpu-hour=0.5,memory-hour=0.001,disk-hour=0.00005,traffic-gib=0.01",
		"--price", "BRT: core-hour = 0.1 ;"+at.Tokens[3].Address.String()+":traffic-gib=0.00000000001,core-hour=0")
	if err != nil {
		t.Fatal(err)
	}
	got, err := cfg.prices(at)
	want := []wire.Price{
		{
			Token: eth.Address{5}, CoreHour: amount.NanoOf(8_000_000_000_000), GPUHour: amount.NanoOf(500_000_000_000_000), MemoryHour: amount.NanoOf(1_000_000_000_000),
			DiskHour: amount.NanoOf(50_000_000_000), TrafficGiB: amount.NanoOf(10_000_000_000_000),
		},
		{Token: eth.Address{1}, CoreHour: nano("0.1", 18)},
		{Token: eth.Address{7}, TrafficGiB: amount.NanoOf(1)},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	// 0.008 an hour for a core is 2.222… units of 10^-6 a second.
	if rate := got[0].Rate(resource.Resources{CPUMilli: 1000}, 3600); rate != amount.NanoOf(2_222_222_223) || rate.Cost(3600) != amount.Of(8000) {
		t.Errorf("a core: %s, %s an hour", rate, rate.Cost(3600))
	}

	_, err = parse(t, "--price", "NONE:core-hour=1", "--price", "TWO:core-hour=1", "--price", "dUSD:core-hour=-1,memory=2,disk-hour=0.0000000000000001,gpu-hour=1,gpu-hour=2,traffic-gib",
		"--price", "BRT:core-hour=1", "--price", at.Token.String()+":core-hour=1", "--price", "dUSD", "--price", "BRT:", "--notice", "1500ms", "--min-stake", "ten", "--referrer-share", "10001", "--max-duration", "99999h")
	if err == nil {
		t.Fatal("taken")
	}
	for _, want := range []string{
		"--price NONE: the address file has no such token", "--price TWO: several tokens", `--price dUSD: core-hour: "-1"`, `--price dUSD: "memory"`,
		`--price dUSD: disk-hour: "0.0000000000000001": must be a number of whole tokens with at most 15 decimals`, "--price dUSD: gpu-hour: is there twice",
		`--price dUSD: traffic-gib: ""`, "--price: token " + at.Token.String() + " is there twice", `--price "dUSD": must be a token, a colon`, `--price BRT: ""`,
		"--notice: 1.5s", `--min-stake: "ten"`, "--referrer-share: 10001", "--max-duration: 99999h0m0s",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %v", want, err)
		}
	}
	for name, c := range map[string]Config{
		"--price: needs": {},
		"not one of":     {PriceList: []wire.Price{{Token: eth.Address{9}}}},
		"twice":          {PriceList: []wire.Price{{Token: eth.Address{1}}, {Token: eth.Address{1}}}},
	} {
		if _, err := c.prices(at); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %s", err, name)
		}
	}
}

func TestTermFlags(t *testing.T) {
	cfg, err := parse(t)
	d := Default()
	if err != nil || cfg.Notice != time.Hour || cfg.MinStake != "0" || cfg.ReferrerShare != 0 || d.Notice != time.Hour || d.MinStake != "0" || d.ReferrerShare != 0 {
		t.Errorf("got %+v and %+v, %v", cfg, d, err)
	}
	cfg, err = parse(t, "--notice", "1165h", "--min-stake", "0.5", "--referrer-share", "1000")
	if stake, err2 := cfg.minStake(); err != nil || err2 != nil || stake != amount.Of(5e17) || cfg.Notice != 1165*time.Hour || cfg.ReferrerShare != 1000 {
		t.Errorf("got %+v, %v, %v", cfg, err, err2)
	}
	for flag, value := range map[string]string{"--notice": "1166h", "--min-stake": "79228162515", "--referrer-share": "-1"} {
		if _, err := parse(t, flag, value); err == nil {
			t.Errorf("%s %s: taken", flag, value)
		}
	}
}

// FuzzPrice: what is taken is what was written, and nothing makes it fail otherwise than with an error.
func FuzzPrice(f *testing.F) {
	at := chain.Addresses{Tokens: []wire.Coin{{Address: eth.Address{5}, Symbol: "a:b", Decimals: 6}}}
	f.Add("a:b:core-hour=1")
	f.Add("a:b:core-hour=0.5,core-hour=1")
	f.Add(":=")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := price(text, at)
		if err != nil {
			return
		}
		again, err := price("a:b:core-hour="+p.CoreHour.Units(6)+",gpu-hour="+p.GPUHour.Units(6)+",memory-hour="+p.MemoryHour.Units(6)+",disk-hour="+p.DiskHour.Units(6)+",traffic-gib="+p.TrafficGiB.Units(6), at)
		if err != nil || !reflect.DeepEqual(p, again) {
			t.Errorf("%q: got %+v and %+v, %v", text, p, again, err)
		}
	})
}

func FuzzDiscount(f *testing.F) {
	f.Add("168h=5")
	f.Add("1s=90%")
	f.Add("-1h=5")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := discount(text, 720*time.Hour)
		if err == nil && wire.CheckDiscounts([]wire.Discount{d}) != nil || err == nil && d.From > 720*3600 {
			t.Errorf("%q: got %+v", text, d)
		}
	})
}
