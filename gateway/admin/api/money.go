package api

import (
	"bufio"
	"encoding/csv"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"time"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"

	"berth/shared/wire"
)

// till is what the node was paid, what it has, and how it is paid out.
type till struct {
	money   Money
	paid    Entries
	payouts Payouts
	site    func() wire.AdminSite // has the tokens' names
	clerk   *clerk
	long    long
}

func (t *till) show(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	m, err := t.money.Money(r.Context())
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, m)
}

// filter is which entries are asked for.
type filter struct {
	token    eth.Address
	kind     string
	order    order.ID
	from, to time.Time // to is excluded; zero: no bound
}

func (f filter) takes(e wire.AdminEntry) bool {
	return (f.token.IsZero() || e.Token == f.token) && (f.kind == "" || e.Kind == f.kind) && (f.order == 0 || e.Order == f.order) &&
		(f.from.IsZero() || !e.At.Before(f.from)) && (f.to.IsZero() || e.At.Before(f.to))
}

func readFilter(r *http.Request) (f filter, err error) {
	q := r.URL.Query()
	if f.token, err = address("token", q.Get("token")); err != nil {
		return f, err
	}
	if f.kind = q.Get("kind"); f.kind != "" && !slices.Contains([]string{ledger.EntrySettled, ledger.EntryForfeited, ledger.EntryWithdrawn}, f.kind) {
		return f, problem.Field("kind", "settled, forfeited or withdrawn")
	}
	id, err := answer.Number(r, "order", 0, 1, 1<<53-1)
	f.order = order.ID(id)
	return f, err
}

// maxLook is how many entries one page looks at: behind them the next page goes on.
const maxLook = 20_000

func (t *till) entries(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	f, err := readFilter(r)
	if err != nil {
		return err
	}
	limit, err := answer.Number(r, "limit", usualPage, 1, maxPage)
	if err != nil {
		return err
	}
	before := r.URL.Query().Get("before")
	if _, err := hex.DecodeString(before); err != nil || len(before) > 64 {
		return problem.Field("before", "the next of a page before")
	}
	page, err := t.page(f, before, int(limit))
	if err != nil {
		return err
	}
	page.Counted = t.paid.Counted()
	return answer.JSON(w, 200, page)
}

// page is a page of entries, the newest first.
func (t *till) page(f filter, before string, limit int) (page wire.AdminEntries, err error) {
	page.Entries = []wire.AdminEntry{}
	n, last := 0, before
	more, err := t.paid.Entries(before, func(e wire.AdminEntry) bool {
		if n == maxLook || len(page.Entries) == limit {
			return false
		}
		n, last = n+1, e.Cursor
		if f.takes(e) {
			page.Entries = append(page.Entries, e)
		}
		return true
	})
	if more {
		page.Next = last
	}
	return page, err
}

// longestExport is how many days one file has at the most.
const longestExport = 366

// readDays reads from and to, both included.
func readDays(r *http.Request) (from, to time.Time, err error) {
	day := func(name string) (time.Time, error) {
		t, err := time.Parse(time.DateOnly, r.URL.Query().Get(name))
		if err != nil {
			return t, problem.Field(name, "a date such as 2026-11-30")
		}
		return t, nil
	}
	if from, err = day("from"); err != nil {
		return from, to, err
	}
	if to, err = day("to"); err != nil {
		return from, to, err
	}
	to = to.AddDate(0, 0, 1)
	if days := int(to.Sub(from) / (24 * time.Hour)); days < 1 || days > longestExport {
		return from, to, problem.Field("to", "a date from that of from on, at most %d days later", longestExport-1)
	}
	return from, to, nil
}

// maxRows is how many rows a file has at the most.
const maxRows = 50_000

func (t *till) export(w http.ResponseWriter, r *http.Request, who session.Who) error {
	f, err := readFilter(r)
	if err != nil {
		return err
	}
	if f.from, f.to, err = readDays(r); err != nil {
		return err
	}
	give, err := t.long.take(who, "several files are being made already", "wait until they are done")
	if err != nil {
		return err
	}
	defer give()
	var rows []wire.AdminEntry
	over := false
	_, err = t.paid.Entries("", func(e wire.AdminEntry) bool {
		if f.takes(e) {
			over = len(rows) == maxRows
			rows = append(rows, e)
		}
		return !over && !e.At.Before(f.from) // a block's time is never before that of the block below
	})
	if err != nil {
		return err
	}
	if over {
		return problem.Field("from", "a later date: there are more than %d payments in that time", maxRows)
	}
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="berth-`+f.from.Format(time.DateOnly)+"-"+f.to.AddDate(0, 0, -1).Format(time.DateOnly)+`.csv"`)
	buffered := bufio.NewWriter(w)
	out := csv.NewWriter(buffered)
	_ = out.Write([]string{"time", "kind", "symbol", "token", "amount", "fee", "referrer", "order", "user", "to", "block", "transaction"}) // Error tells
	for _, e := range slices.Backward(rows) {
		_ = out.Write(t.row(e))
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}

// row is an entry with its sums in whole tokens, exactly. No field begins with what a spreadsheet takes for a formula: they are
// numbers, words of ours, hex digits, and symbols, of which letters and digits are left.
func (t *till) row(e wire.AdminEntry) []string {
	coin := wire.Coin{Symbol: "?"}
	for _, c := range t.site().Coins {
		if c.Address == e.Token {
			coin = c
		}
	}
	text := func(zero bool, s string) string {
		if zero {
			return ""
		}
		return s
	}
	return []string{
		e.At.UTC().Format(time.RFC3339), e.Kind, word(coin.Symbol), e.Token.String(), e.Amount.Units(coin.Decimals),
		text(e.Fee.IsZero(), e.Fee.Units(coin.Decimals)), text(e.Referrer.IsZero(), e.Referrer.Units(coin.Decimals)),
		text(e.Order == 0, e.Order.String()), text(e.User.IsZero(), e.User.String()), text(e.To.IsZero(), e.To.String()), strconv.FormatUint(e.Block, 10), e.Tx.String(),
	}
}

func word(s string) string {
	return string(slices.DeleteFunc([]rune(s), func(r rune) bool {
		return !('0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	}))
}

func readPayout(w http.ResponseWriter, r *http.Request) (req wire.AdminPayoutRequest, err error) {
	return req, answer.Read(w, r, answer.MaxBody, &req)
}

func (t *till) estimate(w http.ResponseWriter, r *http.Request, who session.Who) error {
	req, err := readPayout(w, r)
	if err != nil {
		return err
	}
	give, err := t.long.take(who, "several estimates are under way already", "wait until they are done")
	if err != nil {
		return err
	}
	defer give()
	g, err := t.money.Estimate(r.Context(), req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, g)
}

func (t *till) payout(w http.ResponseWriter, r *http.Request, who session.Who) error {
	req, err := readPayout(w, r)
	if err != nil {
		return err
	}
	var p wire.AdminPayout
	act := t.clerk.act(who, "payout")
	act.Detail = map[string]string{"orders": strconv.Itoa(len(req.Orders)), "tokens": strconv.Itoa(len(req.Tokens)), "settle": strconv.FormatBool(!req.NoSettle), "withdraw": strconv.FormatBool(!req.NoWithdraw)}
	if err := t.clerk.audited(act, 0, func() (err error) {
		p, err = t.payouts.Begin(req, who.Address)
		return err
	}); err != nil {
		return err
	}
	return answer.JSON(w, http.StatusAccepted, p)
}

func (t *till) lastPayout(w http.ResponseWriter, _ *http.Request, _ session.Who) error {
	p, ok := t.payouts.Last()
	if !ok {
		return problem.New(404, problem.NotFound, "nothing was paid out since the gateway was started").Remedy("POST /admin/api/money/payout does it")
	}
	return answer.JSON(w, 200, p)
}
