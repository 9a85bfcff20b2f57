package part

import "berth/shared/wire"

// Currencies are tokens to choose from by their addresses.
func Currencies(tokens []wire.Token) []Option {
	var all []Option
	for _, t := range tokens {
		o := Option{Value: t.Address.String(), Label: t.Symbol, Test: "token-" + t.Symbol}
		if t.Name != t.Symbol {
			o.Note = t.Name
		}
		all = append(all, o)
	}
	return all
}
