// Package near measures how far gateways are from this browser.
package near

import (
	"context"
	"time"

	"berth/ui/api"
)

// patience is how long a gateway has to answer.
const patience = 3 * time.Second

// Measure is how many ms a small answer of a gateway takes; not ok: none came. The first one opens the connection, and is not counted.
func Measure(ctx context.Context, url string) (ms uint32, ok bool) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if api.Knock(ctx, url) != nil {
		return 0, false
	}
	begun := time.Now()
	if api.Knock(ctx, url) != nil {
		return 0, false
	}
	return uint32(time.Since(begun).Milliseconds()), true
}
