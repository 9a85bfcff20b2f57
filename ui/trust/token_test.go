package trust

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
)

// answers are a token's answers, by call; what it has not it refuses.
type answers map[string]eth.Bytes

func (v answers) Read(_ context.Context, method string, out any, params ...any) error {
	if method != "eth_call" {
		return problem.New(0, "rpc", "not asked for here")
	}
	var call struct {
		Data eth.Bytes `json:"data"`
	}
	b, err := json.Marshal(params[0])
	if err == nil {
		err = json.Unmarshal(b, &call)
	}
	if err != nil {
		return err
	}
	answer, ok := v[call.Data.String()]
	if !ok {
		return problem.New(0, api.Reverted, "it has no such function")
	}
	*out.(*eth.Bytes) = answer
	return nil
}

func word(b string) eth.Bytes {
	w := make(eth.Bytes, 32)
	copy(w, b)
	return w
}

func number(n int) eth.Bytes {
	w := make(eth.Bytes, 32)
	w[30], w[31] = byte(n>>8), byte(n)
	return w
}

// str is a string as a view answers with it.
func str(s string) eth.Bytes { return append(number(32), tail(s)...) }

func tail(s string) eth.Bytes {
	padded := s + strings.Repeat("\x00", (32-len(s)%32)%32)
	return append(number(len(s)), padded...)
}

// domainOf is eip712Domain's answer of a name and version.
func domainOf(name, version string) eth.Bytes {
	out := word("\x0f")
	out = append(out, number(7*32)...)
	out = append(out, number(7*32+len(tail(name)))...)
	out = append(out, make(eth.Bytes, 4*32)...)
	return append(append(out, tail(name)...), tail(version)...)
}

// TestNamed: tokens say what they are called in more than one way, or not at all; what is shown is held to what they say.
func TestNamed(t *testing.T) {
	symbol, name, decimals, domain := calldata.Symbol().String(), calldata.Name().String(), calldata.Decimals().String(), calldata.Domain().String()
	at := eth.Address{0xab, 0xcd, 0xef}
	prefix := at.String()[:8]
	for _, c := range []struct {
		name string
		is   answers
		said wire.Token
		b    Basis
		what string // that is refused; "": nothing
	}{
		{"as most", answers{symbol: str("USDC"), name: str("USD Coin"), decimals: number(6)}, wire.Token{Symbol: "USDC", Name: "USD Coin", Decimals: 6, Permit: true, Version: "2"}, Basis{}, ""},
		{"another name", answers{symbol: str("USDC"), name: str("USD Coin"), decimals: number(6)}, wire.Token{Symbol: "USDC", Name: "Coin", Decimals: 6, Permit: true}, Basis{}, "name"},
		{"a domain of another name", answers{symbol: str("USDC"), name: str("USD Coin"), decimals: number(6), domain: domainOf("USDC", "2")},
			wire.Token{Symbol: "USDC", Name: "USDC", Decimals: 6, Permit: true, Version: "2"}, Basis{}, ""},
		{"a domain of another name, told by the name", answers{symbol: str("USDC"), name: str("USD Coin"), decimals: number(6), domain: domainOf("USDC", "2")},
			wire.Token{Symbol: "USDC", Name: "USD Coin", Decimals: 6, Permit: true, Version: "2"}, Basis{}, "name"},
		{"a domain of another version", answers{symbol: str("USDC"), decimals: number(6), domain: domainOf("USDC", "2")},
			wire.Token{Symbol: "USDC", Name: "USDC", Decimals: 6, Permit: true, Version: "1"}, Basis{}, "version"},
		{"in 32 bytes", answers{symbol: word("MKR"), name: word("Maker"), decimals: number(18)}, wire.Token{Symbol: "MKR", Name: "Maker", Decimals: 18, Permit: true}, Basis{}, ""},
		{"in 32 bytes, otherwise", answers{symbol: word("MKR"), name: word("Maker"), decimals: number(18)}, wire.Token{Symbol: "USDC", Name: "Maker", Decimals: 18}, Basis{}, "symbol"},
		{"no name, and none is said", answers{symbol: str("X"), decimals: number(6)}, wire.Token{Symbol: "X", Decimals: 6}, Basis{}, ""},
		{"no permit, and no name is said", answers{symbol: str("X"), name: str("Ex"), decimals: number(6)}, wire.Token{Symbol: "X", Decimals: 6}, Basis{}, ""},
		{"no permit, and another name is said", answers{symbol: str("X"), name: str("Ex"), decimals: number(6)}, wire.Token{Symbol: "X", Name: "USD Coin", Decimals: 6}, Basis{}, "name"},
		{"no symbol", answers{decimals: number(6)}, wire.Token{Symbol: prefix, Decimals: 6}, Basis{}, ""},
		{"no symbol, and one is said", answers{decimals: number(6)}, wire.Token{Symbol: "USDC", Decimals: 6}, Basis{}, "symbol"},
		{"no symbol, and the site says it", answers{decimals: number(6)}, wire.Token{Symbol: "Quiet", Decimals: 6}, Basis{Built: true}, ""},
		{"a symbol that cannot be seen", answers{symbol: str("US\u202eDC"), decimals: number(6)}, wire.Token{Symbol: "US\u202eDC", Decimals: 6}, Basis{}, "symbol"},
		{"a symbol as long as a page", answers{symbol: str(strings.Repeat("X", 200)), decimals: number(6)}, wire.Token{Symbol: prefix, Decimals: 6}, Basis{}, ""},
		{"an answer of nothing", answers{symbol: {}, name: {}, decimals: {}, domain: {}}, wire.Token{Symbol: prefix, Permit: true, Name: "any", Version: "1"}, Basis{}, ""},
		{"no decimals", answers{symbol: str("X")}, wire.Token{Symbol: "X"}, Basis{}, ""},
		{"no decimals, and some are said", answers{symbol: str("X")}, wire.Token{Symbol: "X", Decimals: 6}, Basis{}, "decimals"},
		{"no decimals, and the site says them", answers{symbol: str("X")}, wire.Token{Symbol: "X", Decimals: 6}, Basis{Built: true}, ""},
		{"other decimals than the site says", answers{symbol: str("X"), decimals: number(18)}, wire.Token{Symbol: "X", Decimals: 6}, Basis{Built: true}, "decimals"},
		{"decimals of 256 more", answers{symbol: str("X"), decimals: number(6)}, wire.Token{Symbol: "X", Decimals: 262}, Basis{}, "decimals"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.said.Address = at
			got := ""
			for _, check := range c.b.named(api.Chain{Via: c.is}, c.said) {
				if err := check(t.Context()); err != nil {
					if !fault.Is(err, TokenDiffers) {
						t.Fatal(err)
					}
					got = fault.Figure(err, "what")
				}
			}
			if got != c.what {
				t.Errorf("refused for %q, want %q", got, c.what)
			}
		})
	}
}

// TestNamedUnheard: a token that could not be asked is not one that has said nothing.
func TestNamedUnheard(t *testing.T) {
	for _, check := range (Basis{Built: true}).named(api.Chain{Via: deaf{}}, wire.Token{Symbol: "X", Permit: true}) {
		if err := check(t.Context()); err == nil {
			t.Error("nothing was heard, and it is held for good")
		}
	}
}

type deaf struct{}

func (deaf) Read(context.Context, string, any, ...any) error {
	return problem.New(0, problem.Unavailable, "no answer")
}
