CREATE TABLE secret_mark (                      -- global: by which the server's secret is known again; at most one row
  number        INTEGER NOT NULL PRIMARY KEY,
  mark          ${bytes} NOT NULL
) ${clustered};
