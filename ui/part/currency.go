package part

import "berth/shared/wire"

// Currencies are tokens to choose from by their addresses.
func Currencies(tokens []wire.Token) []Option {
	var all []Option
	for _, t := range tokens {
		all = append(all, Option{Value: t.Address.String(), Label: t.Symbol, Test: "token-" + t.Symbol})
	}
	return all
}

// TokenWords are a token's symbol and what it is called in full: "dUSD · Demo USD (worth nothing)".
func TokenWords(t wire.Token) string {
	if t.Name == "" || t.Name == t.Symbol {
		return t.Symbol
	}
	return t.Symbol + " · " + t.Name
}
