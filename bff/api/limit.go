package api

import (
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

// limit is a problem where a key has done a thing too often.
func limit(c *fiber.Ctx, l *web.Limiter[string], key string) error {
	wait, ok := l.Take(key, time.Now())
	if ok {
		return nil
	}
	return busy(wait)
}

// busy is a problem about something that was done too often.
func busy(wait time.Duration) error {
	seconds := strconv.Itoa(int(wait/time.Second) + 1)
	return problem.New(429, problem.TooMany, "too many requests").Remedy("try again in %s seconds", seconds).With("seconds", seconds)
}
