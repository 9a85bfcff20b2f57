package trust

import (
	"errors"
	"time"

	"berth/shared/eth"
	"berth/shared/siwe"
)

// Login is nil for the message by which an account logs in to the site that the page is of, now.
func Login(s siwe.Site, message string, account eth.Address, now time.Time) error {
	err := s.Check(message, account, now)
	var wrong *siwe.Wrong
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong) && wrong.Field == "time":
		return differs(LoginTime, "the login message's time is not now", wrong.Field, wrong.Got, wrong.Want)
	case errors.As(err, &wrong):
		return differs(LoginDiffers, "the login message is not this site's", wrong.Field, wrong.Got, wrong.Want)
	}
	return differs(LoginDiffers, "the login message is none", "form", "", "").Because(err)
}
