// Package shelf tests the catalogue of services as a whole: what the platform offers is what a gateway's reader takes, fits
// into the bundles that are recommended for it, and is listed in the documentation.
package shelf
