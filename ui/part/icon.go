package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// Glyph is a drawn sign. It is decoration: the word beside it, or the control's label, says the same.
type Glyph string

// The signs, as paths on a field of 20 × 20 that are stroked.
const (
	GlyphExplore Glyph = `<path d="M3 5.5h14M3 10h14M3 14.5h14"/><circle cx="7" cy="5.5" r="1.8"/><circle cx="13" cy="10" r="1.8"/>` +
		`<circle cx="6" cy="14.5" r="1.8"/>`
	GlyphOrders Glyph = `<path d="M5 2.8h10v14.4l-2.5-1.6-2.5 1.6-2.5-1.6L5 17.2z"/><path d="M7.8 7h4.4M7.8 10.5h4.4"/>`
	GlyphStake  Glyph = `<path d="M3 7.2c0-1.7 3.1-3 7-3s7 1.3 7 3-3.1 3-7 3-7-1.3-7-3zM3 7.2v5.6c0 1.7 3.1 3 7 3s7-1.3 7-3V7.2M3 10c0 1.7 3.1 3 7 3s7-1.3 7-3"/>`
	GlyphMore   Glyph = `<circle cx="4.5" cy="10" r="1"/><circle cx="10" cy="10" r="1"/><circle cx="15.5" cy="10" r="1"/>`
	GlyphWallet Glyph = `<path d="M3 6.5h12.5a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15z"/><path d="M3 6.5 13 3.5v3M13.5 11.5h.1"/>`
	GlyphCopy   Glyph = `<rect x="7" y="7" width="9.5" height="9.5" rx="2"/>` +
		`<path d="M13 7V5a1.5 1.5 0 0 0-1.5-1.5H5A1.5 1.5 0 0 0 3.5 5v6.5A1.5 1.5 0 0 0 5 13h2"/>`
	GlyphCheck   Glyph = `<path d="m4.5 10.5 3.5 3.5 7.5-8"/>`
	GlyphClose   Glyph = `<path d="m5 5 10 10M15 5 5 15"/>`
	GlyphBack    Glyph = `<path d="m12 4.5-5.5 5.5 5.5 5.5"/>`
	GlyphNext    Glyph = `<path d="m8 4.5 5.5 5.5L8 15.5"/>`
	GlyphDown    Glyph = `<path d="m4.5 8 5.5 5.5L15.5 8"/>`
	GlyphOut     Glyph = `<path d="M8 4H5a1.5 1.5 0 0 0-1.5 1.5v9.5A1.5 1.5 0 0 0 5 16.5h9.5A1.5 1.5 0 0 0 16 15v-3M11.5 3.5h5v5M16.5 3.5l-7 7"/>`
	GlyphFilter  Glyph = `<path d="M3 5h14M5.5 10h9M8 15h4"/>`
	GlyphSearch  Glyph = `<circle cx="9" cy="9" r="5.2"/><path d="m13 13 3.8 3.8"/>`
	GlyphWarn    Glyph = `<path d="M10 3.2 17.6 16.5H2.4z"/><path d="M10 8.2v3.8M10 14.3v.1"/>`
	GlyphInfo    Glyph = `<circle cx="10" cy="10" r="7"/><path d="M10 9.2v4.3M10 6.5v.1"/>`
	GlyphOffline Glyph = `<path d="M3 3l14 14M2.5 8a11 11 0 0 1 4-2.4M9.5 4.8a11 11 0 0 1 8 3.2M5.5 11.2a7 7 0 0 1 3.3-1.8` +
		`M13 10.2a7 7 0 0 1 1.5 1M8.3 14.2a2.6 2.6 0 0 1 3.4 0"/>`
	GlyphDownload Glyph = `<path d="M10 3v9.5m0 0 3.8-3.8M10 12.5 6.2 8.7M3.5 16.5h13"/>`
	GlyphLock     Glyph = `<rect x="4" y="9" width="12" height="8" rx="1.6"/><path d="M6.8 9V6.4a3.2 3.2 0 0 1 6.4 0V9"/>`
	GlyphLink     Glyph = `<path d="M8.6 11.4a3 3 0 0 0 4.3 0l2.6-2.6a3 3 0 0 0-4.3-4.3l-.9.9M11.4 8.6a3 3 0 0 0-4.3 0l-2.6 2.6a3 3 0 0 0 4.3 4.3l.9-.9"/>`
	GlyphGlobe    Glyph = `<circle cx="10" cy="10" r="7"/><path d="M3 10h14M10 3c2 2 3 4.400 3 7s-1 5-3 7c-2-2-3-4.400-3-7s1-5 3-7z"/>`
	GlyphGauge    Glyph = `<path d="M3.2 14.500a7.500 7.500 0 1 1 13.600 0"/><path d="m10 12.500 3.600-4.300M5.500 16.500h9"/>`
	GlyphTool     Glyph = `<path d="M12.800 3.300a4 4 0 0 0-4.900 5.200L3.300 13a1.900 1.900 0 0 0 2.700 2.700l4.600-4.600a4 4 0 0 0 5.100-5L13.300 8.500 11 6.300z"/>`
	GlyphRefresh  Glyph = `<path d="M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16 3.5v4h-4"/>`
)

// Icon draws a sign in the colour of the text around it.
func Icon(g Glyph) app.UI {
	return app.Raw(`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor"` +
		` stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">` + string(g) + `</svg>`)
}

// Mark draws the app's mark: a quay and a block moored to it.
func Mark() app.UI {
	return app.Raw(`<svg class="mark" viewBox="0 0 40 48" width="20" height="24" aria-hidden="true">` +
		`<rect class="mark-quay" x="2" y="2" width="9" height="44" rx="2"/><rect class="mark-block" x="15" y="20" width="23" height="26" rx="4"/></svg>`)
}
