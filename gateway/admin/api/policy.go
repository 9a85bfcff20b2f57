package api

import (
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
	"berth/shared/problem"

	"berth/shared/wire"
)

// maxNote is the longest note, in characters.
const maxNote = 200

// checkNote refuses a note that is too long, or has what could change how a log shows it.
func checkNote(field, s string) error {
	if utf8.RuneCountInString(s) > maxNote || !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return problem.Field(field, "one line of at most %d characters", maxNote)
	}
	return nil
}

// etag is a version as an entity tag (RFC 9110, 8.8.3).
func etag(version uint64) string { return `"` + strconv.FormatUint(version, 10) + `"` }

// based is the version that a change is based on.
func based(r *http.Request) (uint64, error) {
	tag := strings.TrimSpace(r.Header.Get("If-Match"))
	if tag == "" {
		return 0, problem.New(428, problem.ConditionMissing, "it is not said which version this changes").
			Remedy("send the ETag of GET /admin/api/policy as If-Match")
	}
	n, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimPrefix(tag, `"`), `"`), 10, 64)
	if err != nil || etag(n) != tag {
		return 0, problem.Field("If-Match", "the ETag of GET /admin/api/policy, such as %s", etag(3))
	}
	return n, nil
}

// rules are what is set while the gateway runs, and who is blocked.
type rules struct {
	settings Settings
	past     History
	users    Blocked
	tried    Offers
	clerk    *clerk
	long     long
}

func (x *rules) policy(w http.ResponseWriter, _ *http.Request, _ session.Who) error {
	p := x.settings.View()
	w.Header().Set("ETag", etag(p.Version))
	return answer.JSON(w, 200, p)
}

func readChange(w http.ResponseWriter, r *http.Request) (c wire.AdminChange, err error) {
	if err := answer.Read(w, r, answer.MaxBody, &c); err != nil {
		return c, err
	}
	return c, checkNote("note", c.Note)
}

func (x *rules) savePolicy(w http.ResponseWriter, r *http.Request, who session.Who) error {
	version, err := based(r)
	if err != nil {
		return err
	}
	c, err := readChange(w, r)
	if err != nil {
		return err
	}
	p, err := x.settings.Save(version, c, x.clerk.act(who, "policy"))
	if err != nil {
		return err
	}
	w.Header().Set("ETag", etag(p.Version))
	return answer.JSON(w, 200, p)
}

func (x *rules) checkPolicy(w http.ResponseWriter, r *http.Request, who session.Who) error {
	c, err := readChange(w, r)
	if err != nil {
		return err
	}
	flaws, diff, force := x.settings.Check(c.Settings)
	out := wire.AdminCheck{Problems: some(flaws), Diff: diff, Preview: wire.AdminPreview{Offers: []wire.AdminOffer{}}}
	if len(flaws) == 0 {
		give, err := x.long.take(who, "several checks are under way already", "wait until they are done")
		if err != nil {
			return err
		}
		defer give()
		out.Preview = x.tried.Preview(r.Context(), &force)
	}
	return answer.JSON(w, 200, out)
}

func (x *rules) offers(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	return answer.JSON(w, 200, x.tried.Preview(r.Context(), nil))
}

func (x *rules) history(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	before, limit, err := page(r, "before")
	if err != nil {
		return err
	}
	h, err := x.past.History(before, limit)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, h)
}

func (x *rules) blocked(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	after, err := address("before", r.URL.Query().Get("before"))
	if err != nil {
		return err
	}
	limit, err := answer.Number(r, "limit", usualPage, 1, maxPage)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, x.users.Blocked(after, int(limit)))
}

func (x *rules) block(w http.ResponseWriter, r *http.Request, who session.Who) error {
	user, err := address("address", r.PathValue("address"))
	if err != nil {
		return err
	}
	var b wire.AdminBlock
	if err := answer.Read(w, r, answer.MaxBody, &b); err != nil {
		return err
	}
	if err := checkNote("note", b.Note); err != nil {
		return err
	}
	act := x.clerk.act(who, "block")
	act.Detail = map[string]string{"user": user.String()}
	if b.Note != "" {
		act.Detail["note"] = b.Note
	}
	if err := x.users.Block(user, b.Note, act); err != nil {
		return err
	}
	return answer.Empty(w)
}

func (x *rules) unblock(w http.ResponseWriter, r *http.Request, who session.Who) error {
	user, err := address("address", r.PathValue("address"))
	if err != nil {
		return err
	}
	act := x.clerk.act(who, "unblock")
	act.Detail = map[string]string{"user": user.String()}
	if err := x.users.Unblock(user, act); err != nil {
		return err
	}
	return answer.Empty(w)
}
