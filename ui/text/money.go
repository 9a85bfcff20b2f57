package text

import (
	"strings"
	"time"

	"berth/shared/amount"
	"berth/shared/wire"
)

// Money reads as people say it: a token that stands for a dollar as "$12.40", any other with its symbol, "12.4 BRT".

// unsaid stands where an amount of a token will be that is not known yet. It is no figure, which would be one of other digits, and about as wide
// as one, so that nothing moves when that comes.
const unsaid = "\u2007\u2007…\u2007\u2007"

// Amount is "$12.40" or "12.4 BRT", cut to so many digits that two amounts can be told apart at a glance.
func (t T) Amount(a amount.Amount, token wire.Token) string {
	return t.Symbol(t.Number(a, token), token)
}

// Named is an amount that says its token in any case, for what a wallet is about to be asked: "$12.40 dUSD".
func (t T) Named(a amount.Amount, token wire.Token) string {
	s := t.Amount(a, token)
	if token.Dollar {
		s += " " + token.Symbol
	}
	return s
}

// Exact is an amount with all its digits, for what is signed or settled.
func (t T) Exact(a amount.Amount, token wire.Token) string {
	s := a.Units(token.Decimals)
	if token.Dollar {
		s = cents(s)
	}
	return t.Symbol(group(s), token)
}

// Apart are two amounts with as many digits as it takes to tell them apart, where they are not the same.
func (t T) Apart(a, b amount.Amount, token wire.Token) (x, y string) {
	x, y = t.Amount(a, token), t.Amount(b, token)
	for digits := 5; token.Known() && x == y && a != b && digits <= 78; digits++ {
		x, y = a.Round(token.Decimals, digits), b.Round(token.Decimals, digits)
		if token.Dollar {
			x, y = cents(x), cents(y)
		}
		x, y = t.Symbol(group(x), token), t.Symbol(group(y), token)
	}
	return x, y
}

// Number is an amount without its symbol, for columns whose head names the token.
func (t T) Number(a amount.Amount, token wire.Token) string {
	if !token.Known() {
		return unsaid
	}
	if token.Dollar {
		return group(dollars(a.Units(token.Decimals), a.Round(token.Decimals, 4)))
	}
	return group(a.Round(token.Decimals, 4))
}

// Unit is what stands beside a number of a token: "$" or "BRT".
func (t T) Unit(token wire.Token) string {
	if token.Dollar {
		return "$"
	}
	return token.Symbol
}

// Price is what a unit of a resource costs, "$0.0062" or "0.01 BRT". Unlike an amount it is rounded to the nearest: what was
// 0.03 an hour must not become 0.02999 because the chain counts by the second.
func (t T) Price(n amount.Nano, token wire.Token) string {
	return t.Symbol(group(rounded(n, token, 4)), token)
}

// Hour is a rate as an amount an hour, "$0.0124" or "0.042 BRT".
func (t T) Hour(rate amount.Nano, token wire.Token) string {
	return t.Price(rate.Mul(3600), token)
}

// HourEntry is a rate an hour for a field in which it can be changed: plain digits, and nothing while the token is not known.
func (t T) HourEntry(rate amount.Nano, token wire.Token) string {
	if !token.Known() {
		return ""
	}
	hour := rate.Mul(3600)
	return hour.Add(hour.Div(2_000_000)).Round(token.Decimals, 6)
}

// Rate is "$0.0124 an hour" or "0.042 BRT an hour".
func (t T) Rate(rate amount.Nano, token wire.Token) string {
	return t.Say(AnHour, t.Hour(rate, token))
}

// RateMonth is "$0.0124 an hour (≈ $8.93 a month)".
func (t T) RateMonth(rate amount.Nano, token wire.Token) string {
	return t.Say(anHourMonth, t.Hour(rate, token), t.Month(rate, token))
}

// Month is a rate as an amount in 30 days: "$8.93", or "30.2" without a symbol, which the rate beside it has.
func (t T) Month(rate amount.Nano, token wire.Token) string {
	if !token.Known() {
		return unsaid
	}
	s := group(rounded(rate.Mul(uint64(month/time.Second)), token, 3))
	if token.Dollar {
		return t.Symbol(s, token)
	}
	return s
}

// rounded is a price in so many digits, rounded to the nearest; dollars have cents in any case.
func rounded(n amount.Nano, token wire.Token, digits int) string {
	whole, frac, _ := strings.Cut(n.Units(token.Decimals), ".")
	places := max(digits-len(whole), 0)
	if whole == "0" {
		places = digits + len(frac) - len(strings.TrimLeft(frac, "0"))
	}
	if token.Dollar {
		places = max(places, 2)
	}
	// Half of the last digit makes of cutting a rounding.
	if half, err := amount.ParseNanoUnits("0."+strings.Repeat("0", places)+"5", token.Decimals); err == nil {
		n = n.Add(half)
	}
	whole, frac, _ = strings.Cut(n.Units(token.Decimals), ".")
	s := whole
	if frac = strings.TrimRight(frac[:min(places, len(frac))], "0"); frac != "" {
		s += "." + frac
	}
	if token.Dollar {
		s = cents(s)
	}
	return s
}

// Symbol is a number with its token's sign: "$12.40" or "12.4 BRT". Whatever the number is, it is not shown of a token that is not known yet.
func (t T) Symbol(number string, token wire.Token) string {
	if !token.Known() {
		return unsaid
	}
	if token.Dollar {
		return "$" + number
	}
	return number + " " + token.Symbol
}

// dollars is a number of dollars: cut to cents from one dollar on, and with the digits that count below it.
func dollars(exact, significant string) string {
	whole, frac, _ := strings.Cut(exact, ".")
	if whole == "0" {
		return cents(significant)
	}
	return cents(whole + "." + frac[:min(len(frac), 2)])
}

// cents is a number with two digits after the point at least.
func cents(s string) string {
	whole, frac, _ := strings.Cut(s, ".")
	for len(frac) < 2 {
		frac += "0"
	}
	return whole + "." + frac
}

// Coin is an amount of a chain's own coin, which has 18 decimals, without its name.
func Coin(a amount.Amount) string { return group(a.Round(18, 4)) }
