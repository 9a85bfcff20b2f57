package api

import (
	"context"
	"net/url"

	"berth/shared/wire"
	"berth/ui/js"
)

// Notices is GET /api/notices: all that are kept, which is a page.
func Notices(ctx context.Context) (wire.Page[wire.Notice], error) {
	return get[wire.Page[wire.Notice]](ctx, "/api/notices?limit=100")
}

// NoticeSettings is GET /api/notices/settings.
func NoticeSettings(ctx context.Context) (wire.NoticeSettings, error) {
	return get[wire.NoticeSettings](ctx, "/api/notices/settings")
}

// SetNotices is PUT /api/notices/settings.
func SetNotices(ctx context.Context, s wire.NoticeSettings) (out wire.NoticeSettings, err error) {
	err = ask(ctx, js.Request{Method: "PUT", URL: "/api/notices/settings", Body: s}, &out)
	return out, err
}

// NoticeTargets is GET /api/notices/targets.
func NoticeTargets(ctx context.Context) (wire.NoticeTargets, error) {
	return get[wire.NoticeTargets](ctx, "/api/notices/targets")
}

// AddDevice is POST /api/notices/devices.
func AddDevice(ctx context.Context, p wire.PushSubscription) (wire.PushDevice, error) {
	return post[wire.PushDevice](ctx, "/api/notices/devices", p)
}

// RemoveDevice is DELETE /api/notices/devices/{id}.
func RemoveDevice(ctx context.Context, id string) error {
	return js.Do(ctx, js.Request{Method: "DELETE", URL: "/api/notices/devices/" + url.PathEscape(id)}, nil)
}

// AddHook is POST /api/notices/hooks.
func AddHook(ctx context.Context, address string) (wire.Hook, error) {
	return post[wire.Hook](ctx, "/api/notices/hooks", wire.HookRequest{URL: address})
}

// RemoveHook is DELETE /api/notices/hooks/{id}.
func RemoveHook(ctx context.Context, id string) error {
	return js.Do(ctx, js.Request{Method: "DELETE", URL: "/api/notices/hooks/" + url.PathEscape(id)}, nil)
}

// TestNotice is POST /api/notices/test.
func TestNotice(ctx context.Context) error {
	return js.Do(ctx, js.Request{Method: "POST", URL: "/api/notices/test"}, nil)
}

// AddMail is POST /api/notices/mail.
func AddMail(ctx context.Context, r wire.MailRequest) error {
	return ask(ctx, js.Request{URL: "/api/notices/mail", Body: r}, nil)
}

// RemoveMail is DELETE /api/notices/mail.
func RemoveMail(ctx context.Context) error {
	return ask(ctx, js.Request{Method: "DELETE", URL: "/api/notices/mail"}, nil)
}
