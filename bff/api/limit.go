package api

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"berth/shared/problem"
	"berth/shared/server/web"
)

// maxKeys is how many addresses or sessions are remembered; beyond it new ones wait.
const maxKeys = 100_000

// perMinute lets each do a thing so many times a minute.
func perMinute(most int) *web.Limiter[string] {
	return web.NewLimiter[string](web.Limits{PerSecond: float64(most) / 60, Burst: most, Keys: maxKeys})
}

// limit is a problem where a key has done a thing too often.
func limit(c *fiber.Ctx, l *web.Limiter[string], key string) error {
	wait, ok := l.Take(key, time.Now())
	if ok {
		return nil
	}
	return tooMany(c, wait)
}

func tooMany(c *fiber.Ctx, wait time.Duration) error {
	seconds := strconv.Itoa(int(wait/time.Second) + 1)
	c.Set(fiber.HeaderRetryAfter, seconds)
	return problem.New(429, problem.TooMany, "too many requests").Remedy("try again in %s seconds", seconds).With("seconds", seconds)
}
