package certs

import (
	"context"
	"log/slog"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// bridge hands certmagic's log on, one step lower: what an operator should know of certificates the Manager says itself.
// What it has to debug is left out, since requests are written out in there.
type bridge struct {
	log    *slog.Logger
	fields []zapcore.Field
}

var _ zapcore.Core = bridge{}

func newZap(log *slog.Logger) *zap.Logger { return zap.New(bridge{log: log}) }

// Enabled implements zapcore.LevelEnabler.
func (bridge) Enabled(l zapcore.Level) bool { return l >= zapcore.InfoLevel }

// With implements zapcore.Core.
func (b bridge) With(fields []zapcore.Field) zapcore.Core {
	return bridge{b.log, append(append([]zapcore.Field{}, b.fields...), fields...)}
}

// Check implements zapcore.Core.
func (b bridge) Check(e zapcore.Entry, c *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	if b.Enabled(e.Level) && b.log.Enabled(context.Background(), slog.LevelDebug) {
		return c.AddCore(e, b)
	}
	return c
}

// Write implements zapcore.Core.
func (b bridge) Write(e zapcore.Entry, fields []zapcore.Field) error {
	m := zapcore.NewMapObjectEncoder()
	for _, f := range append(append([]zapcore.Field{}, b.fields...), fields...) {
		f.AddTo(m)
	}
	args := make([]any, 0, 2*len(m.Fields)+2)
	args = append(args, "said", e.Message)
	for k, v := range m.Fields {
		args = append(args, k, v)
	}
	b.log.Debug("certmagic", args...)
	return nil
}

// Sync implements zapcore.Core.
func (bridge) Sync() error { return nil }
