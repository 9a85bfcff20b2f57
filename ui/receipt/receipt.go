// Package receipt writes what became of the money of orders: for people as a text, and for programs as CSV (RFC 4180), in whole
// tokens and to the last unit.
package receipt

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/text"
)

// Row is an order with what it is called.
type Row struct {
	Name string
	Tags []string
	View wire.OrderView
}

// paid is what went to the node's side: all there is of it once an order is over, and what is earned until now while it lives.
func paid(v wire.OrderView, now time.Time) amount.Amount {
	if v.State.Live() {
		return v.Earned(now)
	}
	return v.PaidOut
}

// head are the columns. They are the same in each language, so that a sheet can be made out of files of either.
var head = []string{
	"order", "name", "tags", "state", "node", "node_name", "region", "user", "created", "activated", "ends", "ended", "ended_by", "currency", "token", "rate_per_hour", "seconds", "deposit",
	"paid", "unserved", "fees", "referrer", "refunded", "forfeited", "moved_to_next_order", "replaces", "replaced_by", "transactions",
}

// CSV is one line for each order below a line of names. What is paid by an order that lives is as of now.
func CSV(rows []Row, chain wire.Chain, now time.Time) string {
	var out strings.Builder
	line := func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString(cell(c))
		}
		out.WriteString("\r\n")
	}
	line(head)
	for _, r := range rows {
		v := r.View
		token := chain.TokenOf(v.Token)
		sum := func(a amount.Amount) string { return a.Units(token.Decimals) }
		line([]string{
			v.ID.String(), r.Name, strings.Join(r.Tags, " "), v.State.String(), v.Node.String(), v.NodeName, v.Region, v.User.String(), stamp(v.CreatedAt), stamp(v.ActivatedAt), stamp(ends(v)), stamp(v.EndedAt), v.EndedBy,
			token.Symbol, v.Token.String(), v.Rate.Mul(3600).Units(token.Decimals), strconv.FormatUint(uint64(v.Duration), 10), sum(v.Deposit()),
			sum(paid(v, now)), sum(v.Unserved), sum(v.Fees), sum(v.Referred), sum(v.Refunded), sum(v.Forfeited), sum(v.MovedOver), number(v.Replaces), number(v.ReplacedBy), strings.Join(txs(v), " "),
		})
	}
	return out.String()
}

// cell is a field of CSV. What a sheet would take for a formula is made a text: names come from others too.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		s = "'" + s
	}
	if strings.ContainsAny(s, ",\"\r\n") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// ends is when the time that is paid is over.
func ends(v wire.OrderView) time.Time {
	if v.ActivatedAt.IsZero() {
		return time.Time{}
	}
	return v.EndsAt()
}

func number(id order.ID) string {
	if id == 0 {
		return ""
	}
	return id.String()
}

// txs are the hashes of the transactions of an order, each once.
func txs(v wire.OrderView) (out []string) {
	for _, s := range v.Steps {
		if s.Tx != nil && !slices.Contains(out, s.Tx.String()) {
			out = append(out, s.Tx.String())
		}
	}
	return out
}

// Text is an order's receipt for people.
func Text(t text.T, r Row, chain wire.Chain, now time.Time) string {
	v, token := r.View, chain.TokenOf(r.View.Token)
	var out strings.Builder
	line := func(name text.Text, value string) {
		if value != "" {
			out.WriteString(t.Say(name) + ": " + value + "\n")
		}
	}
	sum := func(a amount.Amount) string { return t.Exact(a, token) + " (" + token.Symbol + ")" }
	out.WriteString(t.Say(text.ReceiptTitle) + " · " + r.Name + "\n")
	if v.State.Live() {
		out.WriteString(t.Say(text.ReceiptOpen) + "\n")
	}
	out.WriteByte('\n')
	node := v.Node.String()
	if v.NodeName != "" {
		node = v.NodeName + " (" + node + ")"
	}
	line(text.ReceiptNode, node)
	line(text.ReceiptUser, v.User.String())
	line(text.Region, v.Region)
	line(text.PayWhat, t.Resources(v.Resources))
	line(text.MeterRate, t.Rate(v.Rate, token))
	line(text.ReceiptFrom, stamp(v.ActivatedAt))
	if to := v.EndedAt; !to.IsZero() {
		line(text.ReceiptTo, stamp(to))
	} else {
		line(text.ReceiptTo, stamp(ends(v)))
	}
	out.WriteByte('\n')
	line(text.OutDeposit, sum(v.Deposit()))
	line(text.ReceiptPaid, sum(paid(v, now)))
	for _, x := range []struct {
		name text.Text
		is   amount.Amount
	}{{text.OutUnserved, v.Unserved}, {text.OutFees, v.Fees}, {text.OutReferred, v.Referred}, {text.SwappedOver, v.MovedOver}, {text.OutForfeited, v.Forfeited}} {
		if !x.is.IsZero() {
			line(x.name, sum(x.is))
		}
	}
	if !v.State.Live() {
		line(text.ReceiptBack, sum(v.Refunded))
	}
	out.WriteByte('\n')
	line(text.ReceiptChain, chain.Name+" ("+strconv.FormatUint(chain.ID, 10)+"), "+chain.Market.String())
	if all := txs(v); len(all) > 0 {
		out.WriteString(t.Say(text.ReceiptTx) + ":\n")
		for _, s := range v.Steps {
			if s.Tx != nil {
				out.WriteString("  " + stamp(s.At) + "  " + s.Kind + "  " + s.Tx.String() + "\n")
			}
		}
	}
	line(text.ReceiptMade, stamp(now))
	return out.String()
}
