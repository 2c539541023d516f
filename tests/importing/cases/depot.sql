-- Parts of a depot, as a dump writes them.
SET client_encoding = 'UTF8';
CREATE TYPE order_state AS ENUM ('new', 'paid', 'sent');

CREATE TABLE public.customers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email varchar(255) NOT NULL UNIQUE,
  password_hash text NOT NULL,
  vip boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orders (
  id BIGSERIAL PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES public.customers(id) ON DELETE CASCADE,
  state order_state NOT NULL DEFAULT 'new',
  total numeric(10,2) NOT NULL CHECK (total >= 0),
  kind text CHECK (kind IN ('web', 'desk')),
  place point,
  code varchar(12) DEFAULT upper('x'),
  UNIQUE (customer_id, state),
  CHECK (total < 1000 OR kind = 'desk')
);

CREATE TABLE tags (id serial PRIMARY KEY, name varchar(40));
CREATE TABLE order_tags (
  order_id bigint REFERENCES orders(id),
  tag_id int REFERENCES tags(id),
  added_at timestamp,
  PRIMARY KEY (order_id, tag_id)
);
ALTER TABLE tags ADD CONSTRAINT tags_name UNIQUE (name);
ALTER TABLE tags ADD COLUMN owner_id uuid REFERENCES customers(id) ON DELETE SET NULL;
CREATE INDEX orders_by_state ON orders (state, total DESC);
CREATE VIEW open_orders AS SELECT * FROM orders WHERE state = 'new';
