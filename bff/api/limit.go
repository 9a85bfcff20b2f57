package api

import (
	"math"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"berth/shared/problem"
	"berth/shared/server/web"
)

// maxKeys is how many addresses or sessions are remembered; beyond it all are forgotten, so that a flood of addresses keeps
// nobody out.
const maxKeys = 100_000

// perMinute lets each do a thing so many times a minute.
func perMinute(most int) *web.Limiter[string] { return bursts(most, most) }

// bursts lets each do a thing so often at once, and so many times a minute in the long run.
func bursts(once, minute int) *web.Limiter[string] {
	return web.NewLimiter[string](web.Limits{PerSecond: float64(minute) / 60, Burst: once, Keys: maxKeys, Forget: true})
}

// limit is a problem where a key has done a thing too often. The answer says how often it may, as this replica counts it.
func limit(c *fiber.Ctx, l *web.Limiter[string], key string) error {
	now := time.Now()
	wait, ok := l.Take(key, now)
	most, left, whole := l.Left(key, now)
	// Where two limits are asked, the nearer one is said.
	if said, err := strconv.Atoi(string(c.Response().Header.Peek("RateLimit-Remaining"))); err != nil || left <= said {
		c.Set("RateLimit-Limit", strconv.Itoa(most))
		c.Set("RateLimit-Remaining", strconv.Itoa(left))
		c.Set("RateLimit-Reset", strconv.Itoa(int(math.Ceil(whole.Seconds()))))
	}
	if ok {
		return nil
	}
	return problem.TooOften(wait)
}
