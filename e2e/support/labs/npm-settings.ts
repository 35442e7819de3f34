/**
 * npm settings that each make npm ci omit what the lab runs, if they reach it; in an environment and in a user's
 * .npmrc, where they are for other projects.
 */
export const foreignNpmSettings = {
  env: {
    NODE_ENV: 'production',
    npm_config_ignore_scripts: 'true',
    npm_config_omit: 'dev',
    NPM_CONFIG_PRODUCTION: 'true',
    npm_config_global: 'true',
    npm_config_dry_run: 'true',
    npm_config_package_lock_only: 'true',
    NPM_CONFIG_BIN_LINKS: 'false',
    npm_config_workspaces: 'false',
    npm_config_prefix: '/nowhere',
  },
  npmrc: ['omit=dev', 'ignore-scripts=true', 'global=true', 'workspaces=false', 'dry-run=true', 'prefix=/x'],
};
