package browser

import "context"

// engine is a running browser, as far as pages need one.
type engine interface {
	name() string
	// open makes an empty tab with storage of its own, which tells the record
	// what its pages do.
	open(*record) (tab, error)
	close()
}

// tab shows one page after the other. Steps end when ctx does.
type tab interface {
	prepare(ctx context.Context, o Options) error
	load(ctx context.Context, url string) error // returns after the load event
	evaluate(ctx context.Context, expression string) ([]byte, error)
	press(ctx context.Context, key string, held []string) error
	click(ctx context.Context, x, y float64) error
	close()
}
