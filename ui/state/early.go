package state

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/outside"
)

// earlyAnswers is where assets/early.js keeps the answers that it has painted, by path.
const earlyAnswers = "berthEarly"

// Early is an answer that the page was painted with before the app was there, so that the app begins with it; not ok: there is none. It
// is given once: later it would be old.
func Early[T any](path string) (v T, ok bool) {
	v, ok = look[T](path)
	if ok {
		app.Window().Get(earlyAnswers).Delete(path)
	}
	return v, ok
}

// look is Early for what will be asked for again.
func look[T any](path string) (v T, ok bool) {
	if app.IsServer {
		return v, false
	}
	all := app.Window().Get(earlyAnswers)
	if !all.Truthy() || !all.Get(path).Truthy() {
		return v, false
	}
	err := outside.Decode([]byte(all.Get(path).String()), &v, outside.Usual)
	return v, err == nil
}

// EarlyChain is the chain that the page was painted with; it is zero where there was none.
func EarlyChain() wire.Chain {
	info, _ := look[wire.Info]("/api/info")
	return info.Chain
}

// EarlyFilters reports whether the filters of the list were opened before the app was there.
func EarlyFilters() bool {
	all := app.Window().Get(earlyAnswers)
	return all.Truthy() && all.Get("filters").Truthy()
}

// EarlyOver forgets that.
func EarlyOver() {
	if all := app.Window().Get(earlyAnswers); all.Truthy() {
		all.Delete("filters")
	}
}

// EarlySession makes the session that with which the page was painted, unless more is known already.
func EarlySession(ctx app.Context) {
	if Session.Get(ctx).Status != Idle {
		return
	}
	if v, ok := Early[wire.Session]("/api/session"); ok {
		Session.Put(ctx, v)
	}
}

// EarlyInfo makes what is known of the platform that with which the page was painted, unless more is known already.
func EarlyInfo(ctx app.Context) {
	if Info.Get(ctx).Status != Idle {
		return
	}
	if v, ok := Early[wire.Info]("/api/info"); ok {
		Info.Put(ctx, v)
	}
}
