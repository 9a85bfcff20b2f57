package part

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"berth/shared/amount"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

// Why is one reason of a reject in words and figures.
func Why(t text.T, token wire.Token, w wire.Why) string {
	wanted, wok := strconv.ParseUint(w.Wanted, 10, 64)
	free, fok := strconv.ParseUint(w.Free, 10, 64)
	d := resource.Dimension(w.Code)
	if slices.Contains(resource.Dimensions[:], d) && wok == nil && fok == nil {
		return t.Say(text.WhyShort, t.Dimension(d), t.Quantity(d, wanted), t.Quantity(d, free))
	}
	switch w.Code {
	case string(problem.DoesNotFit):
		if wok == nil && fok == nil {
			return t.Say(text.WhyNeeds, t.Dimension(w.Dimension), t.Quantity(w.Dimension, wanted), t.Quantity(w.Dimension, free))
		}
	case "price":
		if least, err := amount.ParseNano(w.Free); err == nil {
			return t.Say(text.WhyPrice, t.Rate(least, token))
		}
	case "duration":
		if wok == nil && fok == nil {
			return t.Say(text.WhyDuration, t.About(time.Duration(wanted)*time.Second), t.About(time.Duration(free)*time.Second))
		}
	}
	if x, ok := text.Whys[w.Code]; ok {
		return t.Say(x)
	}
	if w.Text != "" {
		return w.Text
	}
	return fmt.Sprint(w.Code)
}

// Dearer says how far a rate is from what was offered: "0.003 BRT an hour more (+7 %)".
func Dearer(t text.T, token wire.Token, offered, asked amount.Nano) string {
	words, d := text.RentMore, asked.Sub(offered)
	if asked.Cmp(offered) < 0 {
		words, d = text.RentLess, offered.Sub(asked)
	}
	share := "∞"
	if !offered.IsZero() {
		share = strconv.FormatFloat(d.Over(offered)*100, 'f', 1, 64)
	}
	return t.Say(words, t.Rate(d, token), share)
}
